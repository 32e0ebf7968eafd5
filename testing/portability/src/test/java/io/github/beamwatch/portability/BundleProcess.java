package io.github.beamwatch.portability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A bundle at work, in a process that does not outlive this one. */
final class BundleProcess implements AutoCloseable {

  private static final int TAIL_LINES = 60;

  private final String name;
  private final Process process;
  private final Path out;
  private final Path err;
  private final Thread lastResort;

  private BundleProcess(String name, Process process, Path out, Path err) {
    this.name = name;
    this.process = process;
    this.out = out;
    this.err = err;
    lastResort = new Thread(process::destroyForcibly, "end-" + name);
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  static BundleProcess start(
      String name, List<String> command, Map<String, String> environment, Path folder) {
    try {
      Files.createDirectories(folder);
      Path out = folder.resolve(name + ".out");
      Path err = folder.resolve(name + ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      // Spark asks the machine for its address unless it is told.
      builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
      builder.environment().putAll(environment);
      return new BundleProcess(name, builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to stop, as Ctrl-C and {@code kill} do. */
  void askToStop() {
    process.destroy();
  }

  /** Waits until it ends; its exit code. */
  int awaitExit(Duration patience) {
    try {
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(name + " does not end within " + patience + tail());
  }

  /** What it said on its error stream: progress, and the account of the run. */
  String messages() {
    return read(err);
  }

  /** What it printed: the alerts. */
  String printed() {
    return read(out);
  }

  /** The end of what it said, to go behind a sentence that says what is wrong. */
  String tail() {
    List<String> lines = messages().lines().toList();
    return "; "
        + err
        + " ends with:\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (IllegalStateException e) {
      // This JVM is ending, and the hook runs anyway.
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
