package io.github.beamwatch.servers;

import java.io.IOException;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One node of OpenSearch 2.19: {@code OpenSearchMain PORT TRANSPORT_PORT FOLDER}. Ends when its
 * standard input does.
 */
public final class OpenSearchMain {

  private OpenSearchMain() {}

  /** Runs until standard input closes. */
  public static void main(String[] args) throws IOException {
    try (OpenSearchRunner runner = new OpenSearchRunner()) {
      runner
          .onBuild(
              (number, settings) -> {
                settings.put("http.port", args[0]);
                settings.put("transport.port", args[1]);
                settings.put("network.host", "127.0.0.1");
                // A build machine's disk is fuller than a server's should be.
                settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
              })
          .build(
              OpenSearchRunner.newConfigs()
                  .basePath(args[2])
                  .numOfNode(1)
                  .clusterName("beamwatch-test")
                  .disableESLogger());
      while (System.in.read() >= 0) {
        // Whatever is typed means nothing; the end of it means stop.
      }
    }
    System.exit(0);
  }
}
