package io.github.beamwatch.core.spec;

/** How the members of an ensemble of detectors come to one score. */
public enum Combine {
  /** An anomaly where one member, by its own threshold, sees one. */
  ANY,
  /** An anomaly where all members see one. */
  ALL,
  /** An anomaly where more than half of the members see one. */
  MAJORITY,
  /** The mean of the members' calibrated grades. */
  MEAN,
  /** The greatest of the members' calibrated grades. */
  MAX;

  /** Whether members vote by their thresholds; else their grades are taken. */
  public boolean votes() {
    return this == ANY || this == ALL || this == MAJORITY;
  }

  /** How many of so many members must see an anomaly. */
  public int votesNeeded(int members) {
    return switch (this) {
      case ALL -> members;
      case MAJORITY -> members / 2 + 1;
      default -> 1;
    };
  }
}
