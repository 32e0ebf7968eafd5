package io.github.beamwatch.pipelines;

/**
 * The user's input is wrong: usage, a spec, a missing file. The message is for the user, whole
 * sentences without a stack trace; the process ends with exit code 2.
 */
public class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
