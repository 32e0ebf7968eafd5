package io.github.beamwatch.core.ranking;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the features of everybody are spread, from a sample of rows. Missing values do not count.
 * Size: 8 bytes for each value of the sample.
 */
public final class PopulationValues implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> names;
  private final double[][] sorted;

  private PopulationValues(List<String> names, double[][] sorted) {
    this.names = new ArrayList<>(names);
    this.sorted = sorted;
  }

  /**
   * Gathers them. The order of the rows does not matter.
   *
   * @param names of the features
   * @param rows a value for each name; NaN where one is missing
   */
  public static PopulationValues of(List<String> names, List<double[]> rows) {
    double[][] sorted = new double[names.size()][];
    for (int i = 0; i < sorted.length; i++) {
      int column = i;
      sorted[i] =
          rows.stream()
              .mapToDouble(row -> row[column] + 0.0)
              .filter(value -> !Double.isNaN(value))
              .sorted()
              .toArray();
    }
    return new PopulationValues(names, sorted);
  }

  /** The names of the features, in the order of a row. */
  public List<String> names() {
    return List.copyOf(names);
  }

  /**
   * Where a value lies among everybody's: the share of them that are below and half of those that
   * are equal, 0 to 100; NaN where it is missing, or all are.
   *
   * @param feature its place in a row
   */
  public double percentile(int feature, double value) {
    double[] values = sorted[feature];
    if (Double.isNaN(value) || values.length == 0) {
      return Double.NaN;
    }
    int below = countBelow(values, value + 0.0);
    int upTo = countBelow(values, Math.nextUp(value + 0.0));
    return 100.0 * (below + upTo) / 2.0 / values.length;
  }

  /**
   * A percentile, linear between the two nearest values (type 7 of Hyndman and Fan, 1996); NaN
   * where all values are missing.
   *
   * @param percent 0 to 100
   */
  public double quantile(int feature, double percent) {
    double[] values = sorted[feature];
    if (values.length == 0) {
      return Double.NaN;
    }
    double at = percent / 100.0 * (values.length - 1);
    int below = (int) at;
    double above = values[Math.min(below + 1, values.length - 1)];
    return above == values[below] ? above : values[below] + (at - below) * (above - values[below]);
  }

  /** By feature, the values at {@link RankingResult#PERCENTS}. */
  public Map<String, List<Double>> percentiles() {
    Map<String, List<Double>> percentiles = new TreeMap<>();
    for (int i = 0; i < sorted.length; i++) {
      int feature = i;
      percentiles.put(
          names.get(i),
          RankingResult.PERCENTS.stream().map(percent -> quantile(feature, percent)).toList());
    }
    return percentiles;
  }

  private static int countBelow(double[] ascending, double value) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
