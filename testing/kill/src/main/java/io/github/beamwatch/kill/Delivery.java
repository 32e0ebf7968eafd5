package io.github.beamwatch.kill;

import io.github.beamwatch.fixtures.process.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The delivery's process, which is started again whenever it has ended, as a service manager does.
 */
final class Delivery implements AutoCloseable {

  private final Programs programs;
  private final Path folder;
  private final Map<String, String> environment;
  private ChildProcess process;
  private int starts;

  Delivery(Programs programs, Path folder, Map<String, String> environment) {
    this.programs = programs;
    this.folder = folder;
    this.environment = environment;
    this.process = launch();
  }

  /** {@code kill -9}. */
  synchronized void kill() {
    process.kill();
  }

  /** Starts it if it does not run; whether that was necessary. */
  synchronized boolean ensureStarted() {
    if (process.isAlive()) {
      return false;
    }
    process = launch();
    return true;
  }

  private ChildProcess launch() {
    starts++;
    String name = "deliver-" + starts;
    return programs.direct(
        name,
        environment,
        folder.resolve(name + ".log"),
        List.of("run", programs.spec("deliver.yaml").toString()));
  }

  @Override
  public synchronized void close() {
    process.kill();
  }
}
