package io.github.beamwatch.core.expression;

import java.io.Serializable;

/**
 * What a metric is made of, and so how much it varies by chance. Indexes count the measures from 0.
 */
public sealed interface MetricShape extends Serializable {

  /** {@code scale · count}. */
  record Count(int measure, double scale) implements MetricShape {}

  /** {@code scale · sum}. */
  record Sum(int measure, double scale) implements MetricShape {}

  /** {@code scale · mean}. */
  record Mean(int measure, double scale) implements MetricShape {}

  /** {@code scale · count / count}: a rate such as clicks per impression. */
  record RatioOfCounts(int numerator, int denominator, double scale) implements MetricShape {}

  /** {@code scale · sum / count}: a mean such as revenue per impression. */
  record RatioOfSumToCount(int numerator, int denominator, double scale) implements MetricShape {}

  /** Any other formula: only its own past says how much it varies. */
  record Other() implements MetricShape {}
}
