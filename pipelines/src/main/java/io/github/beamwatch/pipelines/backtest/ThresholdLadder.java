package io.github.beamwatch.pipelines.backtest;

import io.github.beamwatch.core.detect.SpecDetectors;
import io.github.beamwatch.core.spec.ConditionSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.RuleSpec.Direction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The thresholds around a rule's own, from the smallest to the greatest.
 *
 * @param own the one in the spec
 * @param below whether scores below a threshold are abnormal, else those above
 * @param reached whether a score that equals the threshold is abnormal: so with detectors, not with
 *     conditions
 * @param direction on which side of the expected value the rule looks
 * @param thresholds a handful, the rule's own among them
 */
record ThresholdLadder(
    double own, boolean below, boolean reached, Direction direction, List<Double> thresholds) {
  private static final double[] SHARES = {0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0};
  private static final MathContext DIGITS = new MathContext(3);

  /** Of a rule; null where it has no threshold that scores could be compared with. */
  static @Nullable ThresholdLadder of(RuleSpec rule) {
    if (rule.detector() != null) {
      double own = SpecDetectors.of(rule.detector()).threshold();
      return new ThresholdLadder(own, false, true, rule.direction(), around(own, own < 1));
    }
    ConditionSpec when = rule.when();
    if (when == null) {
      return null;
    }
    boolean below = when.below() != null || when.belowRatio() != null;
    for (Double limit :
        new Double[] {when.below(), when.above(), when.belowRatio(), when.aboveRatio()}) {
      if (limit != null) {
        boolean share = when.belowRatio() != null && limit < 1;
        return new ThresholdLadder(limit, below, false, Direction.BOTH, around(limit, share));
      }
    }
    return null;
  }

  /** Multiples of a rule's own; of what lies between 0 and 1, of its odds. */
  private static List<Double> around(double own, boolean belowOne) {
    return DoubleStream.of(SHARES)
        .map(share -> share == 1 ? own : step(own, share, belowOne))
        .distinct()
        .sorted()
        .boxed()
        .toList();
  }

  private static double step(double own, double share, boolean belowOne) {
    double odds = share * own / (1 - own);
    double step = belowOne ? odds / (1 + odds) : own * share;
    return new BigDecimal(step).round(DIGITS).doubleValue();
  }

  boolean beyond(double score, double threshold) {
    return below ? score < threshold : reached ? score >= threshold : score > threshold;
  }

  /** Whether a threshold asks for less than the rule's own. */
  boolean looser(double threshold) {
    return below ? threshold > own : threshold < own;
  }

  /** The one that the most scores are beyond. */
  double loosest() {
    return below ? thresholds.get(thresholds.size() - 1) : thresholds.get(0);
  }

  /** Whether a value departs to the side that the rule looks at. */
  boolean looksAt(double value, double expected) {
    return switch (direction) {
      case UP -> !(value < expected);
      case DOWN -> !(value > expected);
      case BOTH -> true;
    };
  }
}
