package io.github.beamwatch.io.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the line break that ends a record, also where the record comes in several pieces. */
abstract class LineBreaks {

  /** Forgets the record before: the next byte is the first of another one. */
  abstract void startRecord();

  /**
   * Looks at the record's next bytes.
   *
   * @return the index of the line break that ends it, or {@code to} where there is none yet
   */
  abstract int find(byte[] buffer, int from, int to);

  /** Every line break ends a record. */
  static LineBreaks each() {
    return new Each();
  }

  /** A line break inside a quoted CSV field belongs to the field. */
  static LineBreaks outsideQuotes(byte delimiter) {
    return new OutsideQuotes(delimiter);
  }

  private static final class Each extends LineBreaks {
    private static final VarHandle LONGS =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    void startRecord() {}

    @Override
    int find(byte[] buffer, int from, int to) {
      int at = from;
      int last = to - 8;
      while (at <= last) {
        long word = (long) LONGS.get(buffer, at) ^ 0x0A0A0A0A0A0A0A0AL;
        long found = (word - 0x0101010101010101L) & ~word & 0x8080808080808080L;
        if (found != 0) {
          return at + (Long.numberOfTrailingZeros(found) >>> 3);
        }
        at += 8;
      }
      while (at < to && buffer[at] != '\n') {
        at++;
      }
      return at;
    }
  }

  /** Sees fields as the CSV parser does: a quote means something only at the start of a field. */
  private static final class OutsideQuotes extends LineBreaks {
    private enum Place {
      FIELD_START,
      PLAIN,
      QUOTED,
      /** Behind a quote that closes the field, unless it is the first of two. */
      QUOTE_IN_QUOTED
    }

    private final byte delimiter;
    private Place place = Place.FIELD_START;

    OutsideQuotes(byte delimiter) {
      this.delimiter = delimiter;
    }

    @Override
    void startRecord() {
      place = Place.FIELD_START;
    }

    @Override
    int find(byte[] buffer, int from, int to) {
      for (int at = from; at < to; at++) {
        byte b = buffer[at];
        if (place == Place.QUOTED) {
          if (b == '"') {
            place = Place.QUOTE_IN_QUOTED;
          }
        } else if (b == '\n') {
          return at;
        } else if (b == delimiter) {
          place = Place.FIELD_START;
        } else if (b == '"' && place != Place.PLAIN) {
          place = Place.QUOTED;
        } else {
          place = Place.PLAIN;
        }
      }
      return to;
    }
  }
}
