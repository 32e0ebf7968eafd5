package io.github.beamwatch.pipelines.launch;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** The process that this code found itself in. */
public final class HostProcess {
  private HostProcess() {}

  /**
   * Whether the process is ours to end. It is not where a JobManager, {@code flink run}, {@code
   * spark-submit} or Maven has loaded us: there an exit would take others down.
   */
  public static boolean isOurs() {
    return HostProcess.class.getClassLoader() == ClassLoader.getSystemClassLoader();
  }

  /** The jar that this class came in; empty when it came from a folder of classes. */
  static Optional<String> bundle() {
    CodeSource source = HostProcess.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try {
      String path = Path.of(source.getLocation().toURI()).toString();
      return path.endsWith(".jar") ? Optional.of(path) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
