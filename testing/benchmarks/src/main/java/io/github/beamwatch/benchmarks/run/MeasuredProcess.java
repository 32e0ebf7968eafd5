package io.github.beamwatch.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a program to its end and watches what it takes. */
final class MeasuredProcess {

  private static final long LOOK_MILLIS = 50;

  private final Process process;
  private final long startNanos = System.nanoTime();
  private double peakMegabytes;
  private Duration cpu = Duration.ZERO;

  private MeasuredProcess(Process process) {
    this.process = process;
  }

  /** Runs a contender once; its console goes to {@code log}. */
  static Measurement run(Contender contender, Path log) throws IOException, InterruptedException {
    empty(contender.output());
    Files.createDirectories(log.toAbsolutePath().getParent());
    Process process =
        new ProcessBuilder(contender.command())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Measurement measurement = new MeasuredProcess(process).watch();
    if (process.exitValue() != 0) {
      throw new IOException(
          contender.name() + " ended with exit code " + process.exitValue() + "; see " + log);
    }
    return measurement;
  }

  private Measurement watch() throws InterruptedException {
    try {
      do {
        look();
      } while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS));
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      return new Measurement(seconds, cpu.toMillis() / 1e3, peakMegabytes);
    } finally {
      process.destroyForcibly();
    }
  }

  private void look() {
    cpu = process.info().totalCpuDuration().orElse(cpu);
    peakMegabytes = Math.max(peakMegabytes, PeakMemory.megabytes(process.pid()));
  }

  private static void empty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
