package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.statistics.ChiSquare;
import io.github.beamwatch.core.statistics.Cholesky;
import io.github.beamwatch.core.statistics.Covariance;
import io.github.beamwatch.core.statistics.DoubleArrays;
import io.github.beamwatch.core.statistics.SeededRandom;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Distance from the mean by the covariance (Mahalanobis 1936): rows whose columns do not go
 * together as they do elsewhere. {@code mahalanobis} takes mean and covariance of all rows; {@code
 * mcd}, the minimum covariance determinant (Rousseeuw, Van Driessen 1999, "A fast algorithm for the
 * minimum covariance determinant estimator"), of the {@value #CORE} of rows that lie closest
 * together, so that outliers do not hide themselves.
 *
 * <p>{@code D² = (z − m)ᵀ(C + 0.0001·I)⁻¹(z − m)}, z the columns in standard deviations of all
 * rows; the small ridge gives collinear columns an answer. Correlations count by n/(n + d), n the
 * rows that C rests on: few rows of many columns always seem to go together somehow. The core is
 * found by steps from the rows nearest the medians: mean and covariance of the core, then the
 * nearest rows by D² are the next core, until it stays or {@value #MOST_STEPS} times, among at most
 * {@value #MOST_ROWS} rows. D² of {@code mcd} is then scaled so that its median is a chi-square
 * variable's.
 *
 * <p>Score: D² on the scale of a standard normal variable ({@link ChiSquare#asNormal}), below 0 for
 * rows more usual than most. In a constant column a departure of more than one part in 10⁹ counts
 * as 1000 deviations before the ridge. Contributions: a column's departure times its pull {@code
 * (C⁻¹(z − m))ⱼ}; they sum to the scaled D². Size: {@code 4·d·(d + 7) + 21} bytes.
 */
final class Mahalanobis implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 2;
  private static final double CORE = 0.75;
  private static final int MOST_STEPS = 30;
  private static final int MOST_ROWS = 20_000;
  private static final double RIDGE = 1e-4;

  static final RowModelKind KIND =
      kind("mahalanobis", "rows whose columns do not go together as in all others", 1.0);

  static final RowModelKind ROBUST =
      kind("mcd", "the same against the three quarters of rows that lie closest together", CORE);

  private final double share;
  private final double threshold;

  Mahalanobis(double share, double threshold) {
    this.share = share;
    this.threshold = threshold;
  }

  private static RowModelKind kind(String name, String summary, double share) {
    return new RowModelKind(
        name,
        summary,
        List.of(new Parameter("threshold", 4.0, 0.0, 1e6, "standard normal quantile")),
        set -> new Mahalanobis(share, set.number("threshold")));
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Fitted fit(double[][] rows, long seed) {
    Standardised scale = Standardised.fit(rows);
    double[][] known =
        share < 1.0 && rows.length > MOST_ROWS
            ? RowSample.drawn(rows, MOST_ROWS, SeededRandom.of(seed, "rows of mcd", 0))
            : rows;
    double[][] z = new double[known.length][];
    Arrays.setAll(z, i -> scale.of(known[i]));
    if (share == 1.0) {
      boolean[] all = new boolean[z.length];
      Arrays.fill(all, true);
      return Cloud.of(scale, z, all);
    }
    boolean[] core = nearest(fromMedians(z));
    Cloud cloud = Cloud.of(scale, z, core);
    for (int step = 0; step < MOST_STEPS; step++) {
      boolean[] next = nearest(cloud.distances(z));
      if (Arrays.equals(next, core)) {
        break;
      }
      core = next;
      cloud = Cloud.of(scale, z, core);
    }
    return cloud.scaledToMedian(cloud.distances(z));
  }

  private static double[] fromMedians(double[][] z) {
    double[] distances = new double[z.length];
    double[] column = new double[z.length];
    for (int j = 0; j < z[0].length; j++) {
      for (int i = 0; i < z.length; i++) {
        column[i] = z[i][j];
      }
      Arrays.sort(column);
      for (int i = 0; i < z.length; i++) {
        double distance = z[i][j] - column[z.length / 2];
        distances[i] += distance * distance;
      }
    }
    return distances;
  }

  /** The share of rows with the least distances; those that tie with the last one too. */
  private boolean[] nearest(double[] distances) {
    double[] sorted = distances.clone();
    Arrays.sort(sorted);
    double last = sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)];
    boolean[] near = new boolean[distances.length];
    for (int i = 0; i < near.length; i++) {
      near[i] = distances[i] <= last;
    }
    return near;
  }

  @Override
  public Fitted readFrom(DataInput in) throws IOException {
    int d = DoubleArrays.readChannels(in, "model mahalanobis", VERSION);
    double factor = in.readDouble();
    double trust = in.readDouble();
    return new Cloud(
        factor,
        trust,
        Standardised.readFrom(in, d),
        DoubleArrays.read(in, d),
        Covariance.readFrom(in, d));
  }

  private static final class Cloud implements Fitted {
    private final double factor;

    /** What correlations count, 0 to 1. */
    private final double trust;

    private final Standardised scale;
    private final double[] center;
    private final Covariance covariance;

    /** Of each column: its deviation with the ridge. */
    private final double[] deviations;

    private final Cholesky correlations;

    /**
     * The ridge, on the scale of correlations: it lengthens deviations and weakens correlations.
     */
    Cloud(double factor, double trust, Standardised scale, double[] center, Covariance covariance) {
      this.factor = factor;
      this.trust = trust;
      this.scale = scale;
      this.center = center;
      this.covariance = covariance;
      deviations = new double[center.length];
      double[] reliability = new double[center.length];
      for (int j = 0; j < center.length; j++) {
        double variance = covariance.variance(j);
        deviations[j] = Math.sqrt(variance + RIDGE);
        reliability[j] = Math.sqrt(trust * variance / (variance + RIDGE));
      }
      correlations = covariance.correlations(reliability);
    }

    /** Of the rows that are in. */
    static Cloud of(Standardised scale, double[][] z, boolean[] in) {
      double[] center = new double[scale.columns()];
      int count = 0;
      for (int i = 0; i < z.length; i++) {
        count += in[i] ? 1 : 0;
        for (int j = 0; j < center.length && in[i]; j++) {
          center[j] += (z[i][j] - center[j]) / count;
        }
      }
      Covariance covariance = new Covariance(scale.columns());
      double[] departure = new double[center.length];
      count = 0;
      for (int i = 0; i < z.length; i++) {
        if (in[i]) {
          for (int j = 0; j < center.length; j++) {
            departure[j] = z[i][j] - center[j];
          }
          covariance.learn(departure, 1.0 / ++count);
        }
      }
      double trust = count / (double) (count + center.length);
      return new Cloud(1.0, trust, scale, center, covariance);
    }

    double[] distances(double[][] z) {
      return Arrays.stream(z)
          .mapToDouble(row -> correlations.squaredLength(departures(row)))
          .toArray();
    }

    /** From the center, in deviations. */
    private double[] departures(double[] z) {
      double[] departures = new double[z.length];
      for (int j = 0; j < z.length; j++) {
        departures[j] = (z[j] - center[j]) / deviations[j];
      }
      return departures;
    }

    Cloud scaledToMedian(double[] distances) {
      double[] sorted = distances.clone();
      Arrays.sort(sorted);
      double median = sorted[sorted.length / 2];
      double usual = ChiSquare.median(scale.columns());
      return median > 0.0 ? new Cloud(usual / median, trust, scale, center, covariance) : this;
    }

    @Override
    public double score(double[] row) {
      double squared = correlations.squaredLength(departures(scale.of(row)));
      return ChiSquare.asNormal(factor * squared, scale.columns());
    }

    @Override
    public double[] contributions(double[] row) {
      double[] departures = departures(scale.of(row));
      double[] pulls = correlations.solve(departures);
      for (int j = 0; j < pulls.length; j++) {
        pulls[j] *= factor * departures[j];
      }
      return pulls;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(scale.columns());
      out.writeDouble(factor);
      out.writeDouble(trust);
      scale.writeTo(out);
      DoubleArrays.write(out, center);
      covariance.writeTo(out);
    }
  }
}
