package io.github.beamwatch.core.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All measures of one series in one window while it is open. Parts of it are made where the events
 * are read, cross the shuffle in some dozen bytes, and are merged: in any order, with equal bits.
 */
public final class WindowAccumulator {

  private static final byte VERSION = 1;

  private final Accumulator[] measures;
  private long samples;

  WindowAccumulator(Accumulator[] measures) {
    this.measures = measures;
  }

  /** A window that nothing fell into yet. */
  public static WindowAccumulator empty(MeasurePlan plan) {
    return new WindowAccumulator(plan.newAccumulators());
  }

  /** How many events it has taken in. */
  public long samples() {
    return samples;
  }

  void add(MeasurePlan plan, io.github.beamwatch.core.event.EventRow row) {
    samples++;
    plan.add(row, measures);
  }

  /** Takes in another part of the same series, window and plan. */
  public void merge(WindowAccumulator other) {
    samples += other.samples;
    for (int i = 0; i < measures.length; i++) {
      measures[i].merge(other.measures[i]);
    }
  }

  /** The measures so far, in the spec's order. */
  public List<MeasureValue> values() {
    List<MeasureValue> values = new ArrayList<>(measures.length);
    for (Accumulator measure : measures) {
      values.add(measure.value());
    }
    return values;
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(samples);
    for (Accumulator measure : measures) {
      measure.writeTo(out);
    }
  }

  /**
   * Reads what {@link #writeTo} wrote with the same plan.
   *
   * @throws IOException if it was written by another version
   */
  public static WindowAccumulator readFrom(MeasurePlan plan, DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "a window of format version " + version + " cannot be read; this is version " + VERSION);
    }
    WindowAccumulator window = empty(plan);
    window.samples = in.readLong();
    for (Accumulator measure : window.measures) {
      measure.readFrom(in);
    }
    return window;
  }
}
