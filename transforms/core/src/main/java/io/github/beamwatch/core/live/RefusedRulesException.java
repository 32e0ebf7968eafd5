package io.github.beamwatch.core.live;

/** A version of the rules that cannot be used; the message says all that is wrong with it. */
public final class RefusedRulesException extends Exception {
  private static final long serialVersionUID = 1L;

  public RefusedRulesException(String problems) {
    super(problems);
  }
}
