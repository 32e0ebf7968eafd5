package io.github.beamwatch.pipelines.ranking.report;

import io.github.beamwatch.core.ranking.Insight;
import io.github.beamwatch.core.ranking.ProfilePlan;
import io.github.beamwatch.pipelines.page.Figures;
import java.util.Locale;

/** What the top has in common, in words. */
final class InsightWords {
  /** A difference below this is not called chance. */
  static final double SURE = 0.01;

  private InsightWords() {}

  static boolean sure(Insight insight) {
    return insight.pValue() < SURE;
  }

  /** Such as {@code 03:00–04:00 UTC} or {@code country DE}. */
  static String name(Insight insight) {
    return switch (insight.dimension()) {
      case ProfilePlan.HOUR -> value(insight) + " UTC";
      case ProfilePlan.WEEKDAY -> value(insight);
      default -> heading(insight.dimension()) + " " + value(insight);
    };
  }

  static String heading(String dimension) {
    return switch (dimension) {
      case ProfilePlan.HOUR -> "Hour of the day (UTC)";
      case ProfilePlan.WEEKDAY -> "Weekday (UTC)";
      default -> dimension.replace('_', ' ');
    };
  }

  static String value(Insight insight) {
    return switch (insight.dimension()) {
      case ProfilePlan.HOUR -> hours(insight.value());
      case ProfilePlan.WEEKDAY ->
          insight.value().substring(0, 1).toUpperCase(Locale.ROOT) + insight.value().substring(1);
      default -> insight.value();
    };
  }

  private static String hours(String hour) {
    int from = Integer.parseInt(hour);
    return String.format(Locale.ROOT, "%02d:00–%02d:00", from, from + 1);
  }

  /** Both shares, and how many times the one is of the other. */
  static String said(Insight insight) {
    return "%s of the top, %s of everybody: %s"
        .formatted(
            Figures.percent(insight.topShare()),
            Figures.percent(insight.populationShare()),
            times(insight.lift()));
  }

  static String times(double lift) {
    if (Double.isNaN(lift)) {
      return Figures.NONE;
    }
    if (lift == 0.0) {
      return "not at all";
    }
    return String.format(Locale.ROOT, lift >= 10 ? "%,.0f" : lift >= 0.1 ? "%.1f" : "%.2f", lift)
        + " times as much";
  }

  static String chance(double p) {
    if (Double.isNaN(p)) {
      return Figures.NONE;
    }
    return p < 0.0001
        ? "below 0.0001"
        : String.format(Locale.ROOT, p < 0.001 ? "%.4f" : p < 0.01 ? "%.3f" : "%.2f", p);
  }
}
