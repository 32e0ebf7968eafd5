package io.github.beamwatch.benchmarks.reference;

import java.io.Serializable;

/** A moving average of one metric of one series; public and mutable for Flink's POJO serializer. */
public class Average implements Serializable {
  private static final long serialVersionUID = 1;

  private static final long MEMORY_MILLIS = 3_600_000;
  private static final double LEARNED = 0.2;
  private static final long NEVER = Long.MIN_VALUE;

  public double value;
  public long updatedMillis = NEVER;

  /** The average that a window is compared with; 0 while none is known. */
  double before(long windowEndMillis) {
    return known(windowEndMillis) ? value : 0;
  }

  void learn(double current, long windowEndMillis) {
    value = known(windowEndMillis) ? (1 - LEARNED) * value + LEARNED * current : current;
    updatedMillis = windowEndMillis;
  }

  private boolean known(long windowEndMillis) {
    return updatedMillis != NEVER && windowEndMillis - updatedMillis <= MEMORY_MILLIS;
  }
}
