package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.spec.GuardSpec;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How sure to be before an abnormal value counts.
 *
 * <p>With a significance, an abnormal window counts when a value this far out, or further, would be
 * that improbable by chance: the window by itself, or the unbroken run of abnormal windows it ends,
 * taken together. What chance allows follows from the events that the windows and the baseline rest
 * on, see {@link SurpriseTest}. A run that was confirmed stays so until the condition ends. Where
 * nothing can be said of chance, nothing counts.
 *
 * @param logSignificance ln of the significance; NaN where every abnormal value counts
 * @param warmup windows that the baseline must have learned
 * @param minSamples fewer events than this say nothing
 * @param minAbsDelta how far a value must be from the expected one, in the metric's unit
 * @param minRelDelta the same as a share of the expected value
 */
record Guard(
    double logSignificance, int warmup, long minSamples, double minAbsDelta, double minRelDelta)
    implements Serializable {
  private static final Guard NONE = new Guard(Double.NaN, 0, 0L, 0.0, 0.0);

  static Guard of(@Nullable GuardSpec spec) {
    if (spec == null) {
      return NONE;
    }
    Double significance = spec.significance();
    return new Guard(
        significance == null ? Double.NaN : Math.log(significance),
        spec.warmup(),
        spec.minSamples(),
        spec.minAbsDelta(),
        spec.minRelDelta());
  }

  /** Whether the distance from the expected value matters to anybody; so it does if unknown. */
  boolean farEnough(double value, double expected) {
    double distance = Math.abs(value - expected);
    return !(distance < minAbsDelta) && !(distance < minRelDelta * Math.abs(expected));
  }

  /** Whether abnormal values must be improbable too. */
  boolean asksForEvidence() {
    return !Double.isNaN(logSignificance);
  }

  /** Whether the baseline must have learned something before it is used. */
  boolean asksForBaseline() {
    return asksForEvidence() || warmup > 0;
  }

  boolean warmedUp(EmaBaseline baseline) {
    return baseline.windows() > 0 && baseline.windows() >= warmup;
  }

  /**
   * The run with one more abnormal window.
   *
   * @param run what came right before; null where there is none
   * @return null where nothing can be said of chance
   */
  @Nullable Evidence gather(
      @Nullable Evidence run,
      long windowStart,
      Observation now,
      boolean below,
      SurpriseTest test,
      EmaBaseline reference) {
    if (run != null && run.confirmed()) {
      return new Evidence(run.since(), run.windows() + 1, true, run.total());
    }
    double alone = test.logTail(below, now, reference);
    if (Double.isNaN(alone)) {
      return null;
    }
    if (run == null) {
      return new Evidence(windowStart, 1, alone <= logSignificance, now);
    }
    Observation total = run.total().plus(now);
    double together = test.logTail(below, total, reference);
    boolean confirmed = alone <= logSignificance || together <= logSignificance;
    return new Evidence(run.since(), run.windows() + 1, confirmed, total);
  }
}
