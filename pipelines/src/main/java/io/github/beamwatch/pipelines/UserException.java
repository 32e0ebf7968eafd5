package io.github.beamwatch.pipelines;

/** The user's input is wrong; the message is one sentence for that user. */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one from its sentence. */
  public UserException(String sentence) {
    super(sentence);
  }
}
