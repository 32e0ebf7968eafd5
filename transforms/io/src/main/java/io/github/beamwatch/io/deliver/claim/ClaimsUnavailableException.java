package io.github.beamwatch.io.deliver.claim;

/** Nobody can tell now what was sent. */
public final class ClaimsUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes one from its sentence, which holds no secret. */
  public ClaimsUnavailableException(String sentence) {
    super(sentence);
  }
}
