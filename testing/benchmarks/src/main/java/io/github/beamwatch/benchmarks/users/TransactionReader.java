package io.github.beamwatch.benchmarks.users;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;

/** Reads CSV files of transactions by hand; a row that is none is left out. */
final class TransactionReader {

  private static final int COLUMNS = 8;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int DAY_LENGTH = 10;
  private static final int TIME_LENGTH = "2025-01-01T00:00:00Z".length();
  private static final int SECONDS_PER_DAY = 86_400;

  private final TransactionColumns columns;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final int[] begins = new int[COLUMNS + 1];
  private long dayText;
  private long daySecond;

  TransactionReader(TransactionColumns columns) {
    this.columns = columns;
  }

  void read(InputStream in) throws IOException {
    int filled = 0;
    boolean header = true;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer, filled, buffer.length - filled)) {
      filled += n;
      int begin = 0;
      for (int i = filled - n; i < filled; i++) {
        if (buffer[i] == '\n') {
          if (!header) {
            row(begin, i);
          }
          header = false;
          begin = i + 1;
        }
      }
      filled -= begin;
      System.arraycopy(buffer, begin, buffer, 0, filled);
    }
  }

  private void row(int from, int to) {
    int column = 0;
    begins[0] = from;
    for (int i = from; i < to && column < COLUMNS; i++) {
      if (buffer[i] == ',') {
        begins[++column] = i + 1;
      }
    }
    if (column != COLUMNS - 1) {
      return;
    }
    begins[COLUMNS] = to + 1;
    int cents = cents(begins[3], begins[4] - 1);
    if (length(2) == 0 || cents < 0 || length(1) != TIME_LENGTH || !digit(begins[1])) {
      return;
    }
    columns.add(
        text(2), second(begins[1]), cents, type(begins[4]), text(5), text(6), (short) text(7));
  }

  private int length(int column) {
    return begins[column + 1] - 1 - begins[column];
  }

  private boolean digit(int at) {
    return buffer[at] >= '0' && buffer[at] <= '9';
  }

  /** The bytes of a column, where there are more than eight mixed into a number. */
  private long text(int column) {
    long text = 0;
    int end = begins[column + 1] - 1;
    for (int i = begins[column]; i < end; i++) {
      text = text << 8 ^ text >>> 56 ^ buffer[i] & 0xff;
    }
    return text;
  }

  /** Hundredths; negative where it is no amount. */
  private int cents(int from, int to) {
    if (to - from < 4 || buffer[to - 3] != '.') {
      return -1;
    }
    int cents = 0;
    for (int i = from; i < to; i++) {
      if (i != to - 3) {
        if (!digit(i)) {
          return -1;
        }
        cents = cents * 10 + buffer[i] - '0';
      }
    }
    return cents;
  }

  private long second(int from) {
    long text = 0;
    for (int i = from; i < from + DAY_LENGTH; i++) {
      text = text * 31 + buffer[i];
    }
    if (text != dayText) {
      dayText = text;
      String day = new String(buffer, from, DAY_LENGTH, java.nio.charset.StandardCharsets.US_ASCII);
      daySecond = LocalDate.parse(day).toEpochDay() * SECONDS_PER_DAY;
    }
    return daySecond + 3_600 * two(from + 11) + 60 * two(from + 14) + two(from + 17);
  }

  private int two(int at) {
    return 10 * (buffer[at] - '0') + buffer[at + 1] - '0';
  }

  private byte type(int at) {
    return switch (buffer[at]) {
      case 'p' -> 0;
      case 'o' -> 1;
      case 'w' -> 2;
      case 't' -> 3;
      default -> 4;
    };
  }
}
