package io.github.beamwatch.core.expression;

import io.github.beamwatch.core.spec.AggregateSpec;
import java.util.List;

/** Combines the form of an expression with what its measures count or sum. */
final class MetricShapes {
  private MetricShapes() {}

  static MetricShape of(ExpressionShape form, List<AggregateSpec> aggregates) {
    if (form instanceof ExpressionShape.Scaled scaled) {
      AggregateSpec aggregate = aggregates.get(scaled.measure());
      if (aggregate.count() != null) {
        return new MetricShape.Count(scaled.measure(), scaled.scale());
      }
      if (aggregate.sum() != null) {
        return new MetricShape.Sum(scaled.measure(), scaled.scale());
      }
      if (aggregate.mean() != null) {
        return new MetricShape.Mean(scaled.measure(), scaled.scale());
      }
    }
    if (form instanceof ExpressionShape.Ratio ratio
        && aggregates.get(ratio.denominator()).count() != null) {
      AggregateSpec over = aggregates.get(ratio.numerator());
      if (over.count() != null) {
        return new MetricShape.RatioOfCounts(ratio.numerator(), ratio.denominator(), ratio.scale());
      }
      if (over.sum() != null) {
        return new MetricShape.RatioOfSumToCount(
            ratio.numerator(), ratio.denominator(), ratio.scale());
      }
    }
    return new MetricShape.Other();
  }
}
