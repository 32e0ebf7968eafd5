package io.github.beamwatch.core.event;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One row of a CSV file after the other, its fields where they lie in the buffer. For tables of
 * numbers; events have {@link EventFormat}.
 */
public final class CsvRow {
  private final byte delimiter;
  private final int[] starts;
  private final int[] ends;
  private byte[] buffer = {};

  /**
   * For rows of one file.
   *
   * @param columns how many fields a row has
   */
  public CsvRow(char delimiter, int columns) {
    this.delimiter = (byte) delimiter;
    starts = new int[columns];
    ends = new int[columns];
  }

  /** The names in a header line. */
  public static List<String> header(byte[] line, char delimiter) {
    return CsvEventParser.header(line, delimiter);
  }

  /**
   * Finds the fields of a row, which must stay in the buffer while they are asked for.
   *
   * @return how many there are, of which those beyond the file's columns cannot be asked for; 0
   *     where a quote is not closed
   */
  public int read(byte[] bytes, int from, int to) {
    buffer = bytes;
    int end = CsvEventParser.withoutLineEnd(bytes, from, to);
    int at = from;
    int fields = 0;
    while (true) {
      int close = CsvEventParser.fieldEnd(bytes, at, end, delimiter);
      if (close < 0) {
        return 0;
      }
      if (fields < starts.length) {
        starts[fields] = at;
        ends[fields] = close;
      }
      fields++;
      if (close >= end) {
        return fields;
      }
      at = close + 1;
    }
  }

  /** A field's value: where the bytes are, without blanks and quotes around them. */
  private long inner(int column) {
    int from = starts[column];
    int to = ends[column];
    while (from < to && buffer[from] == ' ') {
      from++;
    }
    while (to > from && buffer[to - 1] == ' ') {
      to--;
    }
    if (to - from >= 2 && buffer[from] == '"' && buffer[to - 1] == '"') {
      from++;
      to--;
    }
    return (long) from << 32 | to;
  }

  /** The number in a field; NaN where it holds no finite number. */
  public double number(int column) {
    long inner = inner(column);
    return DecimalParser.parse(buffer, (int) (inner >>> 32), (int) inner);
  }

  /** The text in a field, without blanks and quotes around it. */
  public String text(int column) {
    long inner = inner(column);
    int from = (int) (inner >>> 32);
    return new String(buffer, from, (int) inner - from, StandardCharsets.UTF_8)
        .replace("\"\"", "\"");
  }

  /** Whether a field says that there is no value: it is empty, or a usual word for nothing. */
  public boolean missing(int column) {
    long inner = inner(column);
    int from = (int) (inner >>> 32);
    int length = (int) inner - from;
    return length == 0
        || is(from, length, "nan")
        || is(from, length, "na")
        || is(from, length, "null")
        || is(from, length, "none");
  }

  /** The time in a field in epoch milliseconds, or {@link EventTimeReader#UNREADABLE}. */
  public long time(int column, TimeColumn times) {
    long inner = inner(column);
    return times.read(buffer, (int) (inner >>> 32), (int) inner);
  }

  /** The buffer that the row lies in. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where a field begins in the buffer, quotes included. */
  public int start(int column) {
    return starts[column];
  }

  /** The index behind a field's last byte. */
  public int end(int column) {
    return ends[column];
  }

  private boolean is(int from, int length, String word) {
    if (length != word.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if ((buffer[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
