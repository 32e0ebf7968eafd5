package io.github.beamwatch.pipelines.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the Flink inside this process is configured with. */
final class EmbeddedFlink {
  /** Counters travel with heartbeats; the default of ten seconds would hide half of a short run. */
  static final long HEARTBEAT_MILLIS = 500;

  private EmbeddedFlink() {}

  /**
   * A configuration folder for it; null where the user has one, which then counts alone.
   *
   * @param usersFolder what the environment says
   */
  static @Nullable String configuration(@Nullable String usersFolder) {
    if (usersFolder != null) {
      return null;
    }
    Path folder = TemporaryFolder.create("beamwatch-flink-");
    try {
      Files.writeString(
          folder.resolve("config.yaml"), "heartbeat.interval: " + HEARTBEAT_MILLIS + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder.toString();
  }
}
