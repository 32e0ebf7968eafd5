package io.github.beamwatch.pipelines.ranking.report;

import io.github.beamwatch.core.ranking.Reason;
import java.util.Locale;

/** A reason as a person says it: the value, what is usual, and how few others are like it. */
final class ReasonWords {
  private static final double FAR = 75.0;

  private ReasonWords() {}

  /** Without the feature's name, such as {@code 41; usual 2, more than 99.8 % of all}. */
  static String of(Reason reason) {
    if (Double.isNaN(reason.value())) {
      return "missing";
    }
    String words = FeatureWords.value(reason.feature(), reason.value());
    if (!Double.isNaN(reason.median())) {
      words += "; usual " + FeatureWords.value(reason.feature(), reason.median());
    }
    double percentile = reason.percentile();
    if (percentile >= FAR) {
      return words + ", more than " + part(percentile) + " of all";
    }
    if (percentile <= 100.0 - FAR) {
      return words + ", less than " + part(100.0 - percentile) + " of all";
    }
    return Double.isNaN(percentile) ? words : words + ": ordinary alone, odd beside the others";
  }

  /** Rounded down, and never all: that nobody is beyond is more than a sample can say. */
  static String part(double percent) {
    return percent < 99.0
        ? (int) percent + "\u00a0%"
        : String.format(Locale.ROOT, "%.1f\u00a0%%", Math.min(99.9, Math.floor(10 * percent) / 10))
            .replace(".0", "");
  }
}
