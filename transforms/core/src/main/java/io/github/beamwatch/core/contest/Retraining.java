package io.github.beamwatch.core.contest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a model that was trained.
 *
 * @param file the model file
 * @param outcome what was done
 * @param result of the contest; null where there was none
 * @param why there was none; empty where there was one
 * @param measured what the new model is worth; null where too few rows are held back
 */
public record Retraining(
    String file,
    Outcome outcome,
    @Nullable ContestResult result,
    String why,
    @Nullable Measured measured) {

  /** What was done with the new model. */
  public enum Outcome {
    /** There was no model before. */
    FIRST,
    /** It took the place of the old one. */
    REPLACED,
    /** It took the place of the old one, because that was asked for. */
    FORCED,
    /** The old one stays. */
    KEPT,
    /** It is the old one, to the last bit. */
    SAME
  }

  /** The behind of the name under which the old model is kept. */
  public static final String PREVIOUS = ".previous";

  /** One paragraph for a person, with figures. */
  public String paragraph() {
    return switch (outcome) {
      case FIRST -> "%s is the first model there.%s".formatted(file, worth());
      case REPLACED ->
          "The new model replaces the old one in %s, which is kept as %s%s. %s"
              .formatted(file, file, PREVIOUS, because());
      case FORCED ->
          "The new model replaces the old one in %s, as --always says; the old one is kept as %s%s."
                  .formatted(file, file, PREVIOUS)
              + (because().isEmpty() ? "" : " " + because());
      case SAME ->
          "The new model is the one that is in %s, to the last bit: nothing has changed."
              .formatted(file);
      case KEPT ->
          "The old model stays in %s. %s --always replaces it all the same."
              .formatted(file, because());
    };
  }

  private String because() {
    return result == null ? why : result.sentence();
  }

  private String worth() {
    if (measured == null) {
      return why.isEmpty() ? "" : " " + why;
    }
    String rows = String.format(Locale.ROOT, "%,d held-back rows", measured.rows());
    return measured.criterion() == Criterion.AVERAGE_PRECISION
        ? String.format(
            Locale.ROOT,
            " On %s, %,d of them bad, it has an average precision of %.4f (AUROC %.4f).",
            rows,
            measured.badRows(),
            measured.value(),
            measured.auroc())
        : String.format(
            Locale.ROOT,
            " On %s it tells made-up rows from real ones with an AUROC of %.4f.",
            rows,
            measured.value());
  }
}
