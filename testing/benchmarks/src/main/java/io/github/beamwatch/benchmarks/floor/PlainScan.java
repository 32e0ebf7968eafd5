package io.github.beamwatch.benchmarks.floor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Scans a file of JSON lines with one thread. Usage: {@code PlainScan INPUT OUTPUT_DIR}. */
public final class PlainScan {

  private static final int BUFFER_BYTES = 1 << 20;

  private final FlatEvent event = new FlatEvent();
  private final SeriesTable series = new SeriesTable();
  private long badLines;

  private PlainScan() {}

  public static void main(String[] args) throws IOException {
    System.out.println("bad lines: " + run(Path.of(args[0]), Path.of(args[1])));
  }

  /** Writes the alerts of a file; returns how many lines were no events. */
  static long run(Path input, Path output) throws IOException {
    PlainScan scan = new PlainScan();
    try (InputStream in = Files.newInputStream(input)) {
      scan.read(in);
    }
    Files.createDirectories(output);
    Files.write(output.resolve("alerts.jsonl"), scan.series.alerts());
    return scan.badLines;
  }

  private void read(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int filled = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer, filled, buffer.length - filled)) {
      filled += n;
      int lineStart = 0;
      for (int i = filled - n; i < filled; i++) {
        if (buffer[i] == '\n') {
          line(buffer, lineStart, i);
          lineStart = i + 1;
        }
      }
      filled -= lineStart;
      System.arraycopy(buffer, lineStart, buffer, 0, filled);
      if (filled == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      }
    }
    if (filled > 0) {
      line(buffer, 0, filled);
    }
  }

  private void line(byte[] buffer, int start, int end) {
    if (event.read(buffer, start, end)) {
      series.add(event);
    } else {
      badLines++;
    }
  }
}
