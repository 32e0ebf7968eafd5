package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.feature.VarInts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * When an entity's events were, and what their columns said: counts by hour, weekday and value,
 * gathered in one pass, in parts that are merged. It depends on the events alone: neither their
 * order nor the parts matter. At most {@value #MOST_VALUES} values of a column are told apart.
 *
 * <p>Some dozen bytes when written, for ten events.
 */
public final class EntityProfile {
  private static final byte VERSION = 1;
  static final int HOURS = 24;
  static final int DAYS = 7;

  /** So many values of a column, those with the least hashes; the others are one. */
  public static final int MOST_VALUES = 64;

  private static final long HOUR = 3_600_000L;
  private static final long DAY = HOURS * HOUR;

  /** The epoch began on a Thursday. */
  private static final int FIRST_DAY = 3;

  private final ProfilePlan plan;
  private final long[] hours;
  private final long[] days;
  private final ValueTable[] columns;

  /** Of no event yet. */
  public EntityProfile(ProfilePlan plan) {
    this.plan = plan;
    hours = new long[plan.dimensions().contains(ProfilePlan.HOUR) ? HOURS : 0];
    days = new long[plan.dimensions().contains(ProfilePlan.WEEKDAY) ? DAYS : 0];
    columns = new ValueTable[plan.dimensions().size() - named(hours) - named(days)];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new ValueTable(MOST_VALUES, 1);
    }
  }

  private static int named(long[] times) {
    return times.length == 0 ? 0 : 1;
  }

  /**
   * Counts an event's hour and weekday.
   *
   * @param time milliseconds of the epoch
   */
  public void add(long time) {
    if (hours.length > 0) {
      hours[(int) (Math.floorMod(time, DAY) / HOUR)]++;
    }
    if (days.length > 0) {
      days[(int) Math.floorMod(Math.floorDiv(time, DAY) + FIRST_DAY, (long) DAYS)]++;
    }
  }

  /**
   * Counts an event's value in a column, or tells an attribute of the entity.
   *
   * @param column its place among {@link ProfilePlan#columns}
   * @param buffer the UTF-8 bytes of the value, which are copied where it is new; an empty value is
   *     not counted
   * @param from where it begins
   * @param to where it has ended
   */
  public void addValue(int column, byte[] buffer, int from, int to) {
    if (from < to) {
      ValueTable values = columns[column];
      values.add(values.row(buffer, from, to), 0, 1);
    }
  }

  /** The same with a text. */
  public void addValue(int column, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    addValue(column, bytes, 0, bytes.length);
  }

  /** Adds the events of another part, which was made by the same plan. */
  public void addAll(EntityProfile other) {
    for (int i = 0; i < hours.length; i++) {
      hours[i] += other.hours[i];
    }
    for (int i = 0; i < days.length; i++) {
      days[i] += other.days[i];
    }
    for (int i = 0; i < columns.length; i++) {
      columns[i].addAll(other.columns[i]);
    }
  }

  ProfilePlan plan() {
    return plan;
  }

  /** Counts by hour, or none where the plan does not ask for them. */
  long[] hours() {
    return hours;
  }

  /** Counts by weekday from Monday, or none. */
  long[] days() {
    return days;
  }

  ValueTable[] columns() {
    return columns;
  }

  /** Equal events give equal bytes. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    writeCounts(out, hours);
    writeCounts(out, days);
    for (ValueTable values : columns) {
      values.writeTo(out);
    }
  }

  /** Those that are not 0: which, as bits, then how many. */
  private static void writeCounts(DataOutput out, long[] counts) throws IOException {
    if (counts.length == 0) {
      return;
    }
    long present = 0;
    for (int i = 0; i < counts.length; i++) {
      present |= counts[i] == 0 ? 0 : 1L << i;
    }
    VarInts.write(out, present);
    for (long count : counts) {
      if (count != 0) {
        VarInts.write(out, count);
      }
    }
  }

  private static void readCounts(DataInput in, long[] counts) throws IOException {
    long present = counts.length == 0 ? 0 : VarInts.read(in);
    for (int i = 0; i < counts.length; i++) {
      if ((present >>> i & 1) != 0) {
        counts[i] = VarInts.read(in);
      }
    }
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version
   */
  public static EntityProfile readFrom(ProfilePlan plan, DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("a profile in version %d, not %d".formatted(version, VERSION));
    }
    EntityProfile read = new EntityProfile(plan);
    readCounts(in, read.hours);
    readCounts(in, read.days);
    for (int i = 0; i < read.columns.length; i++) {
      read.columns[i] = ValueTable.readFrom(in, MOST_VALUES, 1);
    }
    return read;
  }
}
