package io.github.beamwatch.core.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The newest events of one entity, for models that look at what followed what. Depends on the
 * events alone, not on their order or parts: events of one instant are ordered by amount and type.
 *
 * <p>Size: about fifteen bytes for each event that is kept, which are one more than asked for, so
 * that the oldest one's gap is known.
 */
public final class RecentEvents {
  /** Values of an event: its amount, seconds since the one before, hour of the day, type. */
  public static final List<String> COLUMNS = List.of("amount", "gap", "hour", "type");

  /** The most that can be kept. */
  public static final int MOST = 1_000;

  private static final long MILLIS_PER_DAY = 86_400_000L;
  private static final double MILLIS_PER_HOUR = 3_600_000.0;

  private final int length;

  /** The oldest first. */
  private final long[] times;

  private final double[] amounts;
  private final int[] types;
  private int size;

  /**
   * @param length how many events are asked for
   */
  public RecentEvents(int length) {
    this.length = length;
    times = new long[length + 1];
    amounts = new double[length + 1];
    types = new int[length + 1];
  }

  /** The names of {@link #values}: {@code recent_1_amount} is the newest event's amount. */
  public static List<String> names(int length) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= length; i++) {
      for (String column : COLUMNS) {
        names.add("recent_" + i + "_" + column);
      }
    }
    return List.copyOf(names);
  }

  /**
   * Adds an event.
   *
   * @param time milliseconds of the epoch
   * @param amount NaN where it is missing
   * @param type its place among the types that are told apart; −1 for any other
   */
  public void add(long time, double amount, int type) {
    boolean full = size == times.length;
    if (full && compare(time, amount, type, 0) <= 0) {
      return;
    }
    int at = full ? 1 : size;
    if (full) {
      while (at < size && compare(time, amount, type, at) > 0) {
        move(at, at - 1);
        at++;
      }
      at--;
    } else {
      while (at > 0 && compare(time, amount, type, at - 1) < 0) {
        move(at - 1, at);
        at--;
      }
      size++;
    }
    times[at] = time;
    amounts[at] = amount;
    types[at] = type;
  }

  private void move(int from, int to) {
    times[to] = times[from];
    amounts[to] = amounts[from];
    types[to] = types[from];
  }

  private int compare(long time, double amount, int type, int at) {
    int byTime = Long.compare(time, times[at]);
    int byAmount = byTime != 0 ? byTime : Double.compare(amount, amounts[at]);
    return byAmount != 0 ? byAmount : Integer.compare(type, types[at]);
  }

  /** Adds the events of another part, which was made for the same length. */
  public void addAll(RecentEvents other) {
    for (int i = other.size - 1; i >= 0; i--) {
      add(other.times[i], other.amounts[i], other.types[i]);
    }
  }

  /**
   * The events in the order of {@link #names}; NaN where there are fewer, or a gap is not known.
   */
  public double[] values() {
    double[] values = new double[length * COLUMNS.size()];
    Arrays.fill(values, Double.NaN);
    for (int i = 1; i <= Math.min(length, size); i++) {
      int event = size - i;
      int at = (i - 1) * COLUMNS.size();
      values[at] = amounts[event];
      values[at + 1] = event == 0 ? Double.NaN : (times[event] - times[event - 1]) / 1000.0;
      values[at + 2] = Math.floorMod(times[event], MILLIS_PER_DAY) / MILLIS_PER_HOUR;
      values[at + 3] = types[event];
    }
    return values;
  }

  void writeTo(DataOutput out) throws IOException {
    VarInts.write(out, size);
    long before = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0) {
        out.writeLong(times[0]);
      } else {
        VarInts.write(out, times[i] - before);
      }
      before = times[i];
      out.writeDouble(amounts[i]);
      VarInts.write(out, types[i] + 1);
    }
  }

  static RecentEvents readFrom(int length, DataInput in) throws IOException {
    RecentEvents events = new RecentEvents(length);
    events.size = VarInts.readCount(in, length + 1, "events");
    long before = 0;
    for (int i = 0; i < events.size; i++) {
      before = i == 0 ? in.readLong() : before + VarInts.read(in);
      events.times[i] = before;
      events.amounts[i] = in.readDouble();
      events.types[i] = (int) VarInts.read(in) - 1;
    }
    return events;
  }
}
