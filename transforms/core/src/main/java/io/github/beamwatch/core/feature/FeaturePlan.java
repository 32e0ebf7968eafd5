package io.github.beamwatch.core.feature;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which features an entity gets from its events.
 *
 * @param amount the name of the amount, which the features of it begin with, such as {@code amount}
 * @param types the values of the type that get a share each; others count in none
 * @param distinct the columns whose different values are counted, such as {@code merchant_id}
 * @param percentiles of the amount, 0 to 100
 * @param nightFrom the hour of the day at which the night begins, UTC
 * @param nightTo the hour before which it ends
 * @param recent so many of an entity's newest events are features too; 0 for none
 */
public record FeaturePlan(
    String amount,
    List<String> types,
    List<String> distinct,
    List<Integer> percentiles,
    int nightFrom,
    int nightTo,
    int recent)
    implements Serializable {

  /** Without newest events. */
  public FeaturePlan(
      String amount,
      List<String> types,
      List<String> distinct,
      List<Integer> percentiles,
      int nightFrom,
      int nightTo) {
    this(amount, types, distinct, percentiles, nightFrom, nightTo, 0);
  }

  public FeaturePlan {
    types = List.copyOf(types);
    distinct = List.copyOf(distinct);
    percentiles = List.copyOf(percentiles);
    for (int percentile : percentiles) {
      if (percentile < 0 || percentile > 100) {
        throw new IllegalArgumentException(
            "a percentile is %d; allowed is 0 to 100".formatted(percentile));
      }
    }
    if (nightFrom < 0 || nightFrom > 23 || nightTo < 0 || nightTo > 24) {
      throw new IllegalArgumentException(
          "the night is from %d to %d; allowed are hours of the day".formatted(nightFrom, nightTo));
    }
    if (recent < 0 || recent > RecentEvents.MOST) {
      throw new IllegalArgumentException(
          "%d newest events; allowed is 0 to %d".formatted(recent, RecentEvents.MOST));
    }
  }

  /** The names of the features, in the order in which {@link EntityFeatures#values} gives them. */
  public List<String> names() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "count",
                amount + "_sum",
                amount + "_mean",
                amount + "_std",
                amount + "_max",
                "gap_mean",
                "gap_min",
                "night_share"));
    distinct.forEach(column -> names.add("distinct_" + column));
    types.forEach(type -> names.add("share_" + type));
    percentiles.forEach(percentile -> names.add(amount + "_p" + percentile));
    names.addAll(RecentEvents.names(recent));
    return List.copyOf(names);
  }

  /** Whether a time, in milliseconds of the epoch, is at night. */
  boolean isNight(long time) {
    return isNight(time, nightFrom, nightTo);
  }

  /**
   * Whether a time, in milliseconds of the epoch, is at night.
   *
   * @param from the hour of the day at which the night begins, UTC
   * @param to the hour before which it ends
   */
  public static boolean isNight(long time, int from, int to) {
    int hour = (int) (Math.floorMod(time, 86_400_000L) / 3_600_000L);
    return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
  }
}
