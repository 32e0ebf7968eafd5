package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.statistics.DoubleArrays;
import io.github.beamwatch.core.statistics.SeededRandom;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Isolation by nearest neighbours (Bandaragoda and others 2018, "Isolation-based anomaly detection
 * using nearest-neighbor ensembles"): rows that lie where few others do, compared with what is
 * usual just there. It knows clusters of different density, and odd rows that keep together.
 *
 * <p>{@code numSamples} samples of {@code sampleSize} rows. Each sampled row has a ball up to its
 * nearest fellow, of at least the sample's mean radius. A row in a ball is worth {@code 1 − ρ/r}, r
 * the least radius of the balls it is in and ρ that of the nearest fellow's ball; a row outside of
 * all, {@code 1 + ln(s/r)}, s its distance to the nearest sampled row and r that row's radius.
 * Score: the mean over the samples, from 0. Columns are measured by {@link RobustScale}.
 *
 * <p>Contributions: the score, shared by the columns' squared distances to the nearest sampled row,
 * in the mean over the samples. Size: {@code 8·numSamples·sampleSize·(d + 3)} bytes.
 */
final class Inne implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final int MOST = 10_000;

  static final RowModelKind KIND =
      new RowModelKind(
          "inne",
          "rows far from their neighbours, for the density there; clusters of any kind",
          List.of(
              new Parameter("numSamples", 100, 1, MOST, "samples"),
              new Parameter("sampleSize", 16, 2, MOST, "rows of a sample"),
              new Parameter("threshold", 1.2, 0.0, 1000.0, "score")),
          set ->
              new Inne(set.count("numSamples"), set.count("sampleSize"), set.number("threshold")));

  private final int numSamples;
  private final int sampleSize;
  private final double threshold;

  Inne(int numSamples, int sampleSize, double threshold) {
    this.numSamples = numSamples;
    this.sampleSize = sampleSize;
    this.threshold = threshold;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Fitted fit(double[][] rows, long seed) {
    RobustScale scale = RobustScale.fit(rows);
    double[][][] samples = new double[numSamples][][];
    for (int t = 0; t < numSamples; t++) {
      SeededRandom random = SeededRandom.of(seed, "neighbours", t);
      samples[t] = RowSample.drawn(rows, Math.min(sampleSize, rows.length), random);
      for (int i = 0; i < samples[t].length; i++) {
        samples[t][i] = scale.of(samples[t][i]);
      }
    }
    return new Balls(scale, samples);
  }

  @Override
  public Fitted readFrom(DataInput in) throws IOException {
    int columns = DoubleArrays.readChannels(in, "model inne", VERSION);
    int count = in.readInt();
    int size = in.readInt();
    if (count < 1 || count > MOST || size < 1 || size > MOST) {
      throw new IOException("model inne has %d samples of %d rows".formatted(count, size));
    }
    RobustScale scale = RobustScale.readFrom(in, columns);
    double[][][] samples = new double[count][size][];
    for (double[][] sample : samples) {
      for (int i = 0; i < size; i++) {
        sample[i] = DoubleArrays.read(in, columns);
      }
    }
    return new Balls(scale, samples);
  }

  private static final class Balls implements Fitted {
    private final RobustScale scale;
    private final double[][][] samples;
    private final int size;

    /** By column, the values of all rows of all samples: so distances are taken side by side. */
    private final double[][] byColumn;

    /** Squared, by row of all samples. */
    private final double[] radii;

    /** What a row in this ball is worth. */
    private final double[] worths;

    Balls(RobustScale scale, double[][][] samples) {
      this.scale = scale;
      this.samples = samples;
      size = samples[0].length;
      radii = new double[samples.length * size];
      worths = new double[radii.length];
      byColumn = new double[scale.columns()][radii.length];
      for (int t = 0; t < samples.length; t++) {
        measure(t);
      }
    }

    private void measure(int t) {
      double[][] sample = samples[t];
      double[] radius = new double[size];
      int[] fellow = new int[size];
      double mean = 0.0;
      for (int i = 0; i < size; i++) {
        double least = Double.MAX_VALUE;
        for (int j = 0; j < size; j++) {
          double squared = j == i ? Double.MAX_VALUE : squared(sample[i], sample[j]);
          if (squared < least) {
            least = squared;
            fellow[i] = j;
          }
        }
        radius[i] = size == 1 ? 1.0 : Math.sqrt(least);
        mean += radius[i] / size;
        for (int j = 0; j < byColumn.length; j++) {
          byColumn[j][t * size + i] = sample[i][j];
        }
      }
      for (int i = 0; i < size; i++) {
        radius[i] = Math.max(Math.max(radius[i], mean), 1e-9);
        radii[t * size + i] = radius[i] * radius[i];
      }
      for (int i = 0; i < size; i++) {
        worths[t * size + i] = 1.0 - radius[fellow[i]] / radius[i];
      }
    }

    private static double squared(double[] a, double[] b) {
      double sum = 0.0;
      for (int j = 0; j < a.length; j++) {
        double distance = a[j] - b[j];
        sum += distance * distance;
      }
      return sum;
    }

    /** From a row to those of all samples. */
    private double[] distances(double[] z) {
      double[] squared = new double[radii.length];
      for (int j = 0; j < z.length; j++) {
        double[] values = byColumn[j];
        double value = z[j];
        for (int i = 0; i < squared.length; i++) {
          double distance = value - values[i];
          squared[i] += distance * distance;
        }
      }
      return squared;
    }

    @Override
    public double score(double[] row) {
      double[] squared = distances(scale.of(row));
      double sum = 0.0;
      for (int from = 0; from < squared.length; from += size) {
        sum += worth(from, nearest(from, squared), squared);
      }
      return sum / samples.length;
    }

    /** The nearest row of the sample that begins here. */
    private int nearest(int from, double[] squared) {
      int nearest = from;
      for (int i = from + 1; i < from + size; i++) {
        nearest = squared[i] < squared[nearest] ? i : nearest;
      }
      return nearest;
    }

    private double worth(int from, int nearest, double[] squared) {
      int within = -1;
      for (int i = from; i < from + size; i++) {
        if (squared[i] <= radii[i] && (within < 0 || radii[i] < radii[within])) {
          within = i;
        }
      }
      return within >= 0
          ? worths[within]
          : 1.0 + 0.5 * StrictMath.log(Math.max(1.0, squared[nearest] / radii[nearest]));
    }

    @Override
    public double[] contributions(double[] row) {
      double[] z = scale.of(row);
      double[] squared = distances(z);
      double[] shares = new double[z.length];
      for (int from = 0; from < squared.length; from += size) {
        int nearest = nearest(from, squared);
        double worth = worth(from, nearest, squared) / samples.length;
        double all = squared[nearest];
        for (int j = 0; j < z.length; j++) {
          double distance = z[j] - byColumn[j][nearest];
          shares[j] += worth * (all > 0.0 ? distance * distance / all : 1.0 / z.length);
        }
      }
      return shares;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(scale.columns());
      out.writeInt(samples.length);
      out.writeInt(size);
      scale.writeTo(out);
      for (double[][] sample : samples) {
        DoubleArrays.write(out, sample);
      }
    }
  }
}
