package io.github.beamwatch.core.scoring;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a CSV file under way; whoever writes them on takes them and begins anew. */
public final class CsvOutput {
  private byte[] bytes = new byte[1 << 12];
  private int length;

  /** The bytes; those up to {@link #length} count. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** Forgets what was taken. */
  public void clear() {
    length = 0;
  }

  /** Appends text that needs no quotes. */
  CsvOutput text(String ascii) {
    byte[] more = ascii.getBytes(StandardCharsets.UTF_8);
    return raw(more, 0, more.length);
  }

  /** Appends a number as Java writes it; nothing for NaN. */
  CsvOutput number(double number) {
    return Double.isNaN(number) ? this : text(Double.toString(number));
  }

  /** Appends a field of the input; quotes that it has are kept. */
  CsvOutput field(byte[] input, int from, int to) {
    boolean quoted = to > from && input[from] == '"';
    boolean needsQuotes = false;
    for (int i = from; i < to && !quoted; i++) {
      needsQuotes |= input[i] == ',' || input[i] == '"';
    }
    if (!needsQuotes) {
      return raw(input, from, to);
    }
    String text = new String(input, from, to - from, StandardCharsets.UTF_8);
    return text("\"" + text.replace("\"", "\"\"") + "\"");
  }

  private CsvOutput raw(byte[] input, int from, int to) {
    if (length + to - from > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + to - from));
    }
    System.arraycopy(input, from, bytes, length, to - from);
    length += to - from;
    return this;
  }
}
