package io.github.beamwatch.io.kafka;

/** When a source tells the broker how far its consumer group is. */
public enum OffsetCommits {
  /** Never. */
  NONE,

  /**
   * When a runner declares a checkpoint safe: the records before it are processed, or lie in state
   * that would be restored with it. For runners that keep state over a failure.
   */
  WITH_CHECKPOINTS,

  /**
   * When the reader is asked for more after a bundle. For the Direct runner, which reads again only
   * when no work is left of what it read before: every record was then handed through all steps
   * that do not wait. What a step holds back in state, a timer or an open window is not covered:
   * behind this, a job must have none that may not be lost. (Direct declares a checkpoint safe when
   * the next bundle has been read, which for the last bundle before a pause is too late, and says
   * so to a reader that may be closed by then.)
   */
  WHEN_READ_ON
}
