package io.github.beamwatch.io;

/**
 * A system that a pipeline needs is not there, or does not let us in. The message is one sentence
 * for the person who started the job: what was tried, what came of it, and what to do.
 */
public final class ConnectorUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With a sentence for the user. */
  public ConnectorUnavailableException(String sentence) {
    super(sentence);
  }

  /** With a sentence for the user, and the failure behind it for {@code --verbose}. */
  public ConnectorUnavailableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
