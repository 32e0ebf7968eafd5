package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.spec.ConditionSpec;
import java.io.Serializable;

/**
 * When a value is abnormal: beyond a limit, strictly.
 *
 * @param below whether low values are abnormal, else high ones
 * @param relative whether the limit is a multiple of the baseline
 * @param limit the limit
 */
record Condition(boolean below, boolean relative, double limit) implements Serializable {

  static Condition of(String rule, ConditionSpec spec) {
    Condition only = null;
    int given = 0;
    Double[] limits = {spec.below(), spec.above(), spec.belowRatio(), spec.aboveRatio()};
    for (int i = 0; i < limits.length; i++) {
      Double limit = limits[i];
      if (limit != null) {
        only = new Condition(i % 2 == 0, i >= 2, limit);
        given++;
      }
    }
    if (only == null || given != 1) {
      throw new IllegalArgumentException(
          "rule "
              + rule
              + ": when needs exactly one of below, above, belowRatio and aboveRatio, and has "
              + given);
    }
    return only;
  }

  boolean holds(double value, double expected) {
    return below ? value < bound(expected) : value > bound(expected);
  }

  /** The value at which it begins to hold. */
  double bound(double expected) {
    return relative ? limit * expected : limit;
  }

  /** In the unit of {@link #limit}. */
  double score(double value, double expected) {
    return relative ? value / expected : value;
  }
}
