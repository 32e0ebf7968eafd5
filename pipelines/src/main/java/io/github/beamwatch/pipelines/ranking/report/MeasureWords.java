package io.github.beamwatch.pipelines.ranking.report;

import io.github.beamwatch.pipelines.page.Figures;
import java.util.Set;

/** What was measured, in words; a measure of another name is called by it. */
final class MeasureWords {
  private static final String PRECISION = "precision_at_";

  private static final Set<String> FRACTIONS =
      Set.of("auroc", "contrast_auroc", "average_precision");

  private MeasureWords() {}

  static String of(String measure) {
    if (measure.startsWith(PRECISION)) {
      return "Of the first %s, the share that was bad"
          .formatted(measure.substring(PRECISION.length()));
    }
    return switch (measure) {
      case "auroc" -> "Chance that a bad one scores above a good one (AUROC; 0.5 is chance)";
      case "contrast_auroc" ->
          "Chance that a made-up row scores above a real one of those held back (0.5 is chance)";
      case "held_back_rows" -> "Entities that were held back to judge it by";
      case "held_back_bad_rows" -> "Bad ones among those held back";
      case "auroc_error" -> "AUROC may be off by so much, as scores lost their last bits";
      case "average_precision" -> "Average precision (the share of bad ones is chance)";
      case "labelled" -> "Entities with a label";
      case "unlabelled" -> "Entities without a label, which count nowhere";
      case "bad" -> "Bad ones among the labelled";
      case "bad_share" -> "Share of bad ones among the labelled";
      default -> measure.replace('_', ' ');
    };
  }

  static String value(String measure, double value) {
    return measure.startsWith(PRECISION) || measure.endsWith("_share")
        ? Figures.percent(value)
        : FRACTIONS.contains(measure) && Double.isFinite(value)
            ? Figures.number(Math.round(1e4 * value) / 1e4)
            : Figures.number(value);
  }
}
