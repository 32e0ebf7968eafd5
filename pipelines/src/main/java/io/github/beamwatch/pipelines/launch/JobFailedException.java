package io.github.beamwatch.pipelines.launch;

import org.jspecify.annotations.Nullable;

/** The job itself failed; the message is one sentence. */
public final class JobFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one from its sentence. */
  public JobFailedException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
