package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.RunnerKind;
import io.github.beamwatch.pipelines.observe.MetricsAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run shows its metrics, if anywhere. */
final class MetricsOptions {
  static final String PORT = "--metrics-port";
  static final String HOST = "--metrics-host";

  @Option(
      names = PORT,
      paramLabel = "PORT",
      description =
          "Shows metrics to Prometheus at http://HOST:PORT/metrics while the job runs in this"
              + " process; 0 takes a free port.")
  private @Nullable Integer port;

  @Option(
      names = HOST,
      paramLabel = "HOST",
      description = "The address to listen on, by default " + MetricsAddress.DEFAULT_HOST + ".")
  private @Nullable String host;

  /**
   * Refuses an address where the work is not done by this process.
   *
   * @throws UserException with a sentence that says where a cluster shows its metrics
   */
  static void requireHere(@Nullable MetricsAddress address, boolean inProcess, RunnerKind runner) {
    if (address != null && !inProcess) {
      throw new UserException(
          "%s=%d: a cluster does the work, and shows its metrics by a reporter of its own; see 'On a %s cluster' in docs/operations.md"
              .formatted(PORT, address.port(), runner.title()));
    }
  }

  /** The address; null where none is asked for. */
  @Nullable MetricsAddress address() {
    if (port == null) {
      if (host != null) {
        throw new UserException("%s=%s needs %s".formatted(HOST, host, PORT));
      }
      return null;
    }
    if (port < 0 || port > MetricsAddress.MAX_PORT) {
      throw new UserException(
          "%s=%d: 0 to %d, where 0 takes a free port"
              .formatted(PORT, port, MetricsAddress.MAX_PORT));
    }
    return new MetricsAddress(host == null ? MetricsAddress.DEFAULT_HOST : host, port);
  }
}
