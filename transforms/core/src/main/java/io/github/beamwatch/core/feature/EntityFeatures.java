package io.github.beamwatch.core.feature;

import io.github.beamwatch.core.statistics.ExactMoments;
import io.github.beamwatch.core.statistics.QuantileHistogram;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The features of one entity, gathered from its events in one pass, in parts that are merged. The
 * result depends on the events alone: neither their order nor the parts move a bit. No list of
 * events is kept, but for the newest where the plan asks for them; without those it is about half a
 * kilobyte for ten events, and never above five.
 */
public final class EntityFeatures {
  private static final byte VERSION = 1;

  /** Bins of the percentiles: exact up to so many different amounts, then within some percent. */
  private static final int BINS = 64;

  private final FeaturePlan plan;
  private EventTimes times = new EventTimes();
  private ExactMoments amounts = new ExactMoments();
  private double greatest = Double.NEGATIVE_INFINITY;
  private long nights;
  private final long[] ofType;
  private final DistinctCount[] distinct;
  private QuantileHistogram histogram = new QuantileHistogram(BINS);
  private @Nullable RecentEvents recent;

  /** Of no event yet. */
  public EntityFeatures(FeaturePlan plan) {
    this.plan = plan;
    ofType = new long[plan.types().size()];
    distinct = new DistinctCount[plan.distinct().size()];
    for (int i = 0; i < distinct.length; i++) {
      distinct[i] = new DistinctCount();
    }
    recent = plan.recent() == 0 ? null : new RecentEvents(plan.recent());
  }

  /**
   * Adds an event.
   *
   * @param time milliseconds of the epoch
   * @param amount NaN where it is missing: the event counts, but not in the features of the amount
   * @param type its place among the plan's types; −1 for any other
   * @param things a {@link StableHash} for each of the plan's distinct columns, in their order
   */
  public void add(long time, double amount, int type, long[] things) {
    times.add(time);
    if (!Double.isNaN(amount)) {
      amounts.add(amount);
      greatest = Math.max(greatest, amount);
      if (!plan.percentiles().isEmpty()) {
        histogram.add(amount);
      }
    }
    nights += plan.isNight(time) ? 1 : 0;
    if (type >= 0) {
      ofType[type]++;
    }
    for (int i = 0; i < distinct.length; i++) {
      distinct[i].add(things[i]);
    }
    if (recent != null) {
      recent.add(time, amount, type);
    }
  }

  /** Adds the events of another part, which was made by the same plan. */
  public void addAll(EntityFeatures other) {
    times.addAll(other.times);
    amounts.addAll(other.amounts);
    greatest = Math.max(greatest, other.greatest);
    nights += other.nights;
    for (int i = 0; i < ofType.length; i++) {
      ofType[i] += other.ofType[i];
    }
    for (int i = 0; i < distinct.length; i++) {
      distinct[i].addAll(other.distinct[i]);
    }
    histogram.addAll(other.histogram);
    if (recent != null && other.recent != null) {
      recent.addAll(other.recent);
    }
  }

  /** How many events there were. */
  public long count() {
    return times.count();
  }

  /** The time of the first event, milliseconds of the epoch. */
  public long first() {
    return times.first();
  }

  /** The time of the last event, milliseconds of the epoch. */
  public long last() {
    return times.last();
  }

  /**
   * A value for each of {@link FeaturePlan#names}; NaN where there is none, such as the deviation
   * of a single amount. Gaps are in seconds.
   */
  public double[] values() {
    double[] values = new double[plan.names().size()];
    double count = times.count();
    int at = 0;
    values[at++] = count;
    values[at++] = amounts.count() == 0 ? Double.NaN : amounts.sum();
    values[at++] = amounts.mean();
    values[at++] = amounts.deviation();
    values[at++] = amounts.count() == 0 ? Double.NaN : greatest;
    values[at++] = times.meanGap();
    values[at++] = times.leastGap();
    values[at++] = nights / count;
    for (DistinctCount things : distinct) {
      values[at++] = things.count();
    }
    for (long events : ofType) {
      values[at++] = events / count;
    }
    for (int percentile : plan.percentiles()) {
      values[at++] = histogram.quantile(percentile / 100.0);
    }
    if (recent != null) {
      double[] newest = recent.values();
      System.arraycopy(newest, 0, values, at, newest.length);
    }
    return values;
  }

  /** Equal events give equal bytes. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    times.writeTo(out);
    amounts.writeTo(out);
    out.writeDouble(greatest);
    VarInts.write(out, nights);
    for (long events : ofType) {
      VarInts.write(out, events);
    }
    for (DistinctCount things : distinct) {
      things.writeTo(out);
    }
    if (!plan.percentiles().isEmpty()) {
      histogram.writeTo(out);
    }
    if (recent != null) {
      recent.writeTo(out);
    }
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version
   */
  public static EntityFeatures readFrom(FeaturePlan plan, DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("features in version %d, not %d".formatted(version, VERSION));
    }
    EntityFeatures read = new EntityFeatures(plan);
    read.times = EventTimes.readFrom(in);
    read.amounts = ExactMoments.readFrom(in);
    read.greatest = in.readDouble();
    read.nights = VarInts.read(in);
    for (int i = 0; i < read.ofType.length; i++) {
      read.ofType[i] = VarInts.read(in);
    }
    for (int i = 0; i < read.distinct.length; i++) {
      read.distinct[i] = DistinctCount.readFrom(in);
    }
    if (!plan.percentiles().isEmpty()) {
      read.histogram = QuantileHistogram.readFrom(in, BINS);
    }
    if (plan.recent() > 0) {
      read.recent = RecentEvents.readFrom(plan.recent(), in);
    }
    return read;
  }
}
