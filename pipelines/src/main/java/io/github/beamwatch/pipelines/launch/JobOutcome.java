package io.github.beamwatch.pipelines.launch;

/**
 * How a job ended.
 *
 * @param end the way
 * @param metrics what it counted; {@link RunMetrics#NONE} for one that only was submitted
 */
public record JobOutcome(End end, RunMetrics metrics) {

  /** The ways that are no failure. */
  public enum End {
    /** All input is worked off. */
    DONE,
    /** The user stopped it. */
    STOPPED,
    /** A cluster has it now. */
    SUBMITTED
  }
}
