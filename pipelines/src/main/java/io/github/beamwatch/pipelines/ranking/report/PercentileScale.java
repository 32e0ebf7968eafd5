package io.github.beamwatch.pipelines.ranking.report;

import io.github.beamwatch.core.ranking.RankingResult;
import java.util.List;

/** Where a value lies among everybody's, as far as some percentiles tell. */
final class PercentileScale {
  private static final List<Integer> PERCENTS = RankingResult.PERCENTS;

  private PercentileScale() {}

  /**
   * The percentile of a value, in between on a straight line, and in the middle where several are
   * equal; below the first and above the last, half of what is left. NaN where it is not known.
   *
   * @param known the values at {@link RankingResult#PERCENTS}
   */
  static double percentile(List<Double> known, double value) {
    if (Double.isNaN(value) || known.size() != PERCENTS.size() || known.contains(Double.NaN)) {
      return Double.NaN;
    }
    int last = known.size() - 1;
    if (value < known.get(0)) {
      return PERCENTS.get(0) / 2.0;
    }
    if (value > known.get(last)) {
      return (PERCENTS.get(last) + 100.0) / 2.0;
    }
    int first = 0;
    while (known.get(first) < value) {
      first++;
    }
    if (known.get(first) > value) {
      double below = known.get(first - 1);
      double part = (value - below) / (known.get(first) - below);
      return PERCENTS.get(first - 1) + part * (PERCENTS.get(first) - PERCENTS.get(first - 1));
    }
    int upTo = first;
    while (upTo < last && known.get(upTo + 1) <= value) {
      upTo++;
    }
    return (PERCENTS.get(first) + PERCENTS.get(upTo)) / 2.0;
  }
}
