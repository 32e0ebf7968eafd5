package io.github.beamwatch.pipelines.ranking.report;

import io.github.beamwatch.pipelines.page.Figures;

/** What was measured, in words; a measure of another name is called by it. */
final class MeasureWords {
  private static final String PRECISION = "precision_at_";

  private MeasureWords() {}

  static String of(String measure) {
    if (measure.startsWith(PRECISION)) {
      return "Of the first %s, the share that was bad"
          .formatted(measure.substring(PRECISION.length()));
    }
    return switch (measure) {
      case "auroc" -> "Chance that a bad one scores above a good one (AUROC; 0.5 is chance)";
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
        : measure.equals("auroc")
            ? Figures.number(Math.round(1e4 * value) / 1e4)
            : Figures.number(value);
  }
}
