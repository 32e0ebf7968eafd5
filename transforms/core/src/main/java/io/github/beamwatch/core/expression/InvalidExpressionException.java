package io.github.beamwatch.core.expression;

/** A metric expression that cannot be used. The message is one sentence for the spec's author. */
public final class InvalidExpressionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int position;

  InvalidExpressionException(String problem, String source, int position) {
    super(problem + " (at character " + position + " of \"" + source + "\")");
    this.position = position;
  }

  /** Where in the expression, counted in characters from 1. */
  public int position() {
    return position;
  }
}
