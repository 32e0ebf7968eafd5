package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.ranking.PopulationProfile.Value;
import io.github.beamwatch.core.statistics.BetaBinomialTail;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the top of a ranking has in common: for each hour, weekday and value, whether its share of
 * the top's events is another than of everybody's, by more than chance.
 *
 * <p>Tested are entities, not events, since the events of one entity go together: an entity's share
 * is one number from 0 to 1. If the top had nothing to do with a value, it would be a random sample
 * of everybody, whose mean, variance and third moment of the share are known. There is one
 * distribution of two points with these three (Pearson 1916); the p-value is its binomial tail,
 * twice the smaller of both sides. For shares that have two values, such as those of an attribute
 * of entities, it is the exact binomial test. For others it is on the safe side: as the shares'
 * steps are taken to be as large as their skewness says, the tail is heavier than the true one; in
 * simulations of shares of ten kinds, p-values below 0.05, 0.005 and 0.0005 were at most as common
 * as they say. That the top is drawn without replacement makes tails lighter (Hoeffding 1963,
 * theorem 4), and is not taken into account.
 *
 * <p>The p-values are corrected over all values of all dimensions (Holm 1979): where the top is
 * like everybody, the chance that any of them falls below α is at most α, however they depend on
 * each other.
 */
public final class Insights {
  /** So many values of a column, the most common ones. */
  public static final int MOST_VALUES = 64;

  /** A share that varies less than this is the same for everybody, but for rounding. */
  private static final double LEAST_VARIANCE = 1e-9;

  /** The surest first; then the greatest difference. */
  private static final Comparator<Insight> ORDER =
      Comparator.comparingDouble(Insight::pValue)
          .thenComparing(
              Comparator.comparingDouble(
                      (Insight i) -> Math.abs(i.topShare() - i.populationShare()))
                  .reversed())
          .thenComparing(Insight::dimension)
          .thenComparing(Insight::value);

  private Insights() {}

  /**
   * Compares.
   *
   * @param everybody the top among them
   * @param top profiles that were made by the same plan
   * @return every hour and weekday and the most common values of each column, the surest difference
   *     first; empty where the top is
   */
  public static List<Insight> of(PopulationProfile everybody, List<EntityProfile> top) {
    PopulationProfile head = new PopulationProfile(everybody.plan());
    top.forEach(head::add);
    List<Insight> found = new ArrayList<>();
    for (String dimension : everybody.plan().dimensions()) {
      double all = everybody.entities(dimension);
      long some = head.entities(dimension);
      if (some > 0) {
        Map<String, Double> shares = new HashMap<>();
        head.values(dimension).forEach(value -> shares.put(value.name(), value.sum() / some));
        for (Value value : mostCommon(everybody.values(dimension))) {
          found.add(compare(dimension, value, all, some, shares.getOrDefault(value.name(), 0.0)));
        }
      }
    }
    return corrected(found);
  }

  private static List<Value> mostCommon(List<Value> values) {
    return values.stream()
        .sorted(Comparator.comparingDouble(Value::sum).reversed().thenComparing(Value::name))
        .limit(MOST_VALUES)
        .toList();
  }

  private static Insight compare(
      String dimension, Value value, double all, long some, double share) {
    double mean = value.sum() / all;
    double square = value.squares() / all;
    double variance = square - mean * mean;
    double third = value.cubes() / all - 3.0 * mean * square + 2.0 * mean * mean * mean;
    double p = variance < LEAST_VARIANCE ? Double.NaN : pValue(mean, variance, third, share, some);
    return new Insight(
        dimension, value.name(), share, mean, mean > 0 ? share / mean : Double.NaN, p);
  }

  /**
   * How probable it is that the mean of a random sample is as far from everybody's, to either side.
   *
   * @param mean of everybody, within 0 and 1
   * @param variance of everybody, above 0
   * @param third of everybody: the mean cube of the distance from the mean
   * @param found the mean of the sample
   * @param size of the sample
   */
  static double pValue(double mean, double variance, double third, double found, long size) {
    double above = logAtLeast(mean, variance, third, found, size);
    double below = logAtLeast(1.0 - mean, variance, -third, 1.0 - found, size);
    return Math.min(1.0, 2.0 * Math.exp(Math.min(above, below)));
  }

  /** ln P of a mean so high. */
  private static double logAtLeast(
      double mean, double variance, double third, double found, long size) {
    double skew = third / variance;
    double high = (skew + Math.sqrt(skew * skew + 4.0 * variance)) / 2.0;
    double room = Math.min(high, 1.0 - mean);
    double scale = room * room + variance;
    double hits = size * ((found - mean) * room + variance) / scale;
    return BetaBinomialTail.logAtLeast(
        Math.min(size, hits), size, variance / scale, Double.POSITIVE_INFINITY);
  }

  /** Holm's correction; a value that is the same for everybody was not tested, and gets 1. */
  private static List<Insight> corrected(List<Insight> found) {
    List<Insight> sorted = new ArrayList<>(found);
    sorted.sort(ORDER);
    long left = sorted.stream().filter(insight -> !Double.isNaN(insight.pValue())).count();
    List<Insight> corrected = new ArrayList<>();
    double least = 0.0;
    for (Insight insight : sorted) {
      double p = insight.pValue();
      least = Double.isNaN(p) ? 1.0 : Math.max(least, Math.min(1.0, left-- * p));
      corrected.add(
          new Insight(
              insight.dimension(),
              insight.value(),
              insight.topShare(),
              insight.populationShare(),
              insight.lift(),
              least));
    }
    corrected.sort(ORDER);
    return List.copyOf(corrected);
  }
}
