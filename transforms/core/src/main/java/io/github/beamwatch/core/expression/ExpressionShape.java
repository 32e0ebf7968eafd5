package io.github.beamwatch.core.expression;

import java.io.Serializable;

/**
 * The form of an expression, as far as statistics can use it. Indexes count the measures from 0.
 */
public sealed interface ExpressionShape extends Serializable {

  /** {@code scale · measure}. */
  record Scaled(int measure, double scale) implements ExpressionShape {}

  /** {@code scale · numerator / denominator}, in any spelling, guarded against zero or not. */
  record Ratio(int numerator, int denominator, double scale) implements ExpressionShape {}

  /** Any other formula. */
  record Other() implements ExpressionShape {}
}
