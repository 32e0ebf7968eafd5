package io.github.beamwatch.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The most memory that a living process ever held. */
public final class PeakMemory {

  private static final String PEAK = "VmHWM:";

  private PeakMemory() {}

  /** Resident megabytes; 0 where the process has ended or the system has no {@code /proc}. */
  public static double megabytes(long pid) {
    try {
      List<String> status = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
      return status.stream()
              .filter(line -> line.startsWith(PEAK))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .max()
              .orElse(0)
          / 1024.0;
    } catch (IOException e) {
      return 0;
    }
  }
}
