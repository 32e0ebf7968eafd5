package io.github.beamwatch.core.history;

import io.github.beamwatch.core.feature.VarInts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;

/**
 * An event on its way through the histories of its entities, with the features that it has so far.
 */
public final class FeaturedEvent {
  /** Of an event that nobody is known to have called bad. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Event time, and names where times are equal. */
  public static final Comparator<FeaturedEvent> BY_TIME =
      Comparator.comparingLong(FeaturedEvent::time).thenComparing(FeaturedEvent::id);

  private final String id;
  private final long time;
  private final double amount;
  private final String[] entities;
  private final double[] values;
  private long badKnownAt;

  /**
   * An event that has met no history yet.
   *
   * @param time milliseconds of the epoch
   * @param amount NaN where it is missing
   * @param entities their names, in the order of the plan's histories
   */
  public FeaturedEvent(String id, long time, double amount, String[] entities, EventPlan plan) {
    this(id, time, amount, entities, plan.start(time, amount), NEVER);
  }

  private FeaturedEvent(
      String id, long time, double amount, String[] entities, double[] values, long badKnownAt) {
    this.id = id;
    this.time = time;
    this.amount = amount;
    this.entities = entities;
    this.values = values;
    this.badKnownAt = badKnownAt;
  }

  /** What tells it from all other events. */
  public String id() {
    return id;
  }

  /** Milliseconds of the epoch. */
  public long time() {
    return time;
  }

  double amount() {
    return amount;
  }

  /** The name of one of its entities. */
  public String entity(int which) {
    return entities[which];
  }

  /** Its features, in the order of {@link EventPlan#names}; not to be changed. */
  public double[] values() {
    return values;
  }

  /** Whether it is known to be bad. */
  public boolean bad() {
    return badKnownAt != NEVER;
  }

  /** When that became known; {@link #NEVER} where it is not. */
  public long badKnownAt() {
    return badKnownAt;
  }

  void badKnownAt(long time) {
    badKnownAt = time;
  }

  /** Writes it. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeUTF(id);
    out.writeLong(time);
    out.writeDouble(amount);
    for (String entity : entities) {
      out.writeUTF(entity);
    }
    VarInts.write(out, values.length);
    for (double value : values) {
      // Most are not there yet on the way: a byte instead of eight.
      out.writeBoolean(!Double.isNaN(value));
      if (!Double.isNaN(value)) {
        out.writeDouble(value);
      }
    }
    out.writeBoolean(bad());
    if (bad()) {
      out.writeLong(badKnownAt);
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static FeaturedEvent readFrom(EventPlan plan, DataInput in) throws IOException {
    String id = in.readUTF();
    long time = in.readLong();
    double amount = in.readDouble();
    String[] entities = new String[plan.histories().size()];
    for (int i = 0; i < entities.length; i++) {
      entities[i] = in.readUTF();
    }
    double[] values = new double[VarInts.readCount(in, plan.width(), "features")];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readBoolean() ? in.readDouble() : Double.NaN;
    }
    long badKnownAt = in.readBoolean() ? in.readLong() : NEVER;
    return new FeaturedEvent(id, time, amount, entities, values, badKnownAt);
  }
}
