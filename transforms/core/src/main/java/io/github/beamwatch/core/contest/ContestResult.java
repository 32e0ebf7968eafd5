package io.github.beamwatch.core.contest;

import java.util.Locale;

/**
 * How a contest ended.
 *
 * @param champion the model in use
 * @param challenger the new one
 * @param tolerance by so much the challenger may be below
 */
public record ContestResult(Measured champion, Measured challenger, double tolerance) {

  /** Whether the challenger is not worse. */
  public boolean challengerWins() {
    return challenger.value() >= champion.value() - tolerance;
  }

  /**
   * What was measured, in a sentence such as <i>On 13,402 held-back rows, 110 of them bad, the new
   * model has an average precision of 0.664 (AUROC 0.877) and the old one 0.650 (0.871); a
   * difference of 0.031 is within chance.</i>
   */
  public String sentence() {
    String rows = String.format(Locale.ROOT, "%,d held-back rows", challenger.rows());
    if (challenger.criterion() == Criterion.AVERAGE_PRECISION) {
      return String.format(
          Locale.ROOT,
          "On %s, %,d of them bad, the new model has an average precision of %.4f (AUROC %.4f), the"
              + " old one %.4f (%.4f); %.4f less would be within chance.",
          rows,
          challenger.badRows(),
          challenger.value(),
          challenger.auroc(),
          champion.value(),
          champion.auroc(),
          tolerance);
    }
    return String.format(
        Locale.ROOT,
        "On %s the new model tells made-up rows from real ones with an AUROC of %.4f, the old one"
            + " with %.4f; %.4f less would be within chance.",
        rows,
        challenger.value(),
        champion.value(),
        tolerance);
  }
}
