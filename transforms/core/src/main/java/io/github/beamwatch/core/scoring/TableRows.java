package io.github.beamwatch.core.scoring;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.event.CsvRow;
import io.github.beamwatch.core.event.EventTimeReader;
import io.github.beamwatch.core.event.TimeColumn;

/** Takes time and values out of the rows of one file, one after the other. */
public final class TableRows {

  /** Rows without a time are a minute apart. */
  private static final long INDEX_MILLIS = 60_000;

  private final TableColumns columns;
  private final CsvRow row;
  private final TimeColumn times = new TimeColumn();
  private final int[] channels;

  private final long before;

  private long index = -1;
  private boolean timeShown;
  private long time;
  private double[] values = {};

  /**
   * For the rows behind a header.
   *
   * @param before how many rows of other files came before; rows without a time go on from there
   */
  public TableRows(TableColumns columns, long before) {
    this.columns = columns;
    this.before = before;
    row = new CsvRow(columns.delimiter(), columns.names().size());
    channels = columns.channels().stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Reads the next row.
   *
   * @return {@code NORMAL} where the row has a time and a number in every channel, {@code NO_DATA}
   *     where a number is missing, {@code ERROR} where something cannot be read
   */
  public Kind read(byte[] buffer, int from, int to) {
    index++;
    int fields = row.read(buffer, from, to);
    timeShown = columns.timestamp() >= 0 && fields > columns.timestamp();
    if (fields != columns.names().size()) {
      values = new double[0];
      return Kind.ERROR;
    }
    time = timeShown ? row.time(columns.timestamp(), times) : (before + index) * INDEX_MILLIS;
    Kind kind = time == EventTimeReader.UNREADABLE ? Kind.ERROR : Kind.NORMAL;
    // A new array for each row: detectors may keep it.
    values = new double[channels.length];
    for (int i = 0; i < channels.length; i++) {
      values[i] = row.number(channels[i]);
      if (Double.isNaN(values[i])) {
        boolean missing = kind != Kind.ERROR && row.missing(channels[i]);
        kind = missing ? Kind.NO_DATA : Kind.ERROR;
      }
    }
    return kind;
  }

  /** Counts a row that is too large to be read. */
  public void skip() {
    index++;
    timeShown = false;
    values = new double[0];
  }

  /** The place of the last row that was read, from 0; −1 before the first. */
  public long index() {
    return index;
  }

  /** Epoch milliseconds, {@link EventTimeReader#UNREADABLE} in a row that is an {@code ERROR}. */
  public long time() {
    return time;
  }

  /**
   * One number for each channel, NaN where it is missing or none; empty where the row could not be
   * taken apart.
   */
  public double[] values() {
    return values;
  }

  /** Writes what the output calls the row: its time as it stands in the input, or its index. */
  void writeName(CsvOutput out) {
    if (timeShown) {
      int column = columns.timestamp();
      out.field(row.buffer(), row.start(column), row.end(column));
    } else if (columns.timestamp() < 0) {
      out.text(Long.toString(index));
    }
  }
}
