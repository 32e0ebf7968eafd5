package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.expression.MetricShape;
import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import java.io.Serializable;

/** Reads one metric from a point: its value, and what its chance variation rests on. */
final class MetricReader implements Serializable {
  private static final long serialVersionUID = 1L;

  private final MetricCatalog catalog;
  private final int index;
  private final MetricShape shape;
  private final SurpriseTest surprise;

  MetricReader(MetricCatalog catalog, int index) {
    this.catalog = catalog;
    this.index = index;
    this.shape = catalog.shape(index);
    this.surprise = SurpriseTest.of(shape);
  }

  /** How surprising a value of this metric is. */
  SurpriseTest surprise() {
    return surprise;
  }

  Observation read(MetricPoint point) {
    double value = catalog.value(point, index);
    if (shape instanceof MetricShape.Count count) {
      MeasureValue measure = point.measures().get(count.measure());
      return new Observation(value, measure.value(), 1.0, Double.NaN, measure.samples());
    }
    if (shape instanceof MetricShape.RatioOfCounts ratio) {
      MeasureValue over = point.measures().get(ratio.numerator());
      MeasureValue under = point.measures().get(ratio.denominator());
      return new Observation(value, over.value(), under.value(), Double.NaN, under.samples());
    }
    if (shape instanceof MetricShape.Mean mean) {
      MeasureValue measure = point.measures().get(mean.measure());
      double unit = square(mean.scale()) * measure.variance();
      return new Observation(value, 0.0, measure.samples(), unit, measure.samples());
    }
    if (shape instanceof MetricShape.Sum sum) {
      MeasureValue measure = point.measures().get(sum.measure());
      double unit = square(sum.scale()) * varianceOfSum(measure, 1.0);
      return new Observation(value, 0.0, 1.0, unit, measure.samples());
    }
    if (shape instanceof MetricShape.RatioOfSumToCount ratio) {
      MeasureValue over = point.measures().get(ratio.numerator());
      MeasureValue under = point.measures().get(ratio.denominator());
      double spare = Math.max(0.0, 1.0 - over.samples() / Math.max(1.0, under.value()));
      double unit = square(ratio.scale()) * varianceOfSum(over, spare) / under.value();
      return new Observation(value, 0.0, under.value(), unit, under.samples());
    }
    return new Observation(value, 0.0, 1.0, Double.NaN, point.samples());
  }

  /**
   * The variance of a sum of m events. Where it is also chance how many events there are, {@code
   * chance} is the share of the Poisson variance that their number has: 1 for a sum by itself, 0
   * where each event of a given number carries a value.
   */
  private static double varianceOfSum(MeasureValue sum, double chance) {
    if (sum.samples() == 0) {
      return Double.NaN;
    }
    double mean = sum.value() / sum.samples();
    return sum.samples() * (sum.variance() + chance * mean * mean);
  }

  private static double square(double v) {
    return v * v;
  }
}
