package io.github.beamwatch.core.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A covariance matrix that is learned sample by sample, and the distance it implies.
 *
 * <p>Holds the lower triangle: {@code 8·d·(d+1)/2} bytes for d channels.
 */
public final class Covariance {
  private final double[][] rows;

  /** Of this many channels, all zero. */
  public Covariance(int channels) {
    rows = new double[channels][];
    for (int i = 0; i < channels; i++) {
      rows[i] = new double[i + 1];
    }
  }

  /** Moves towards the product of deviations: {@code C ← C + weight·(δδᵀ − C)}. */
  public void learn(double[] deviations, double weight) {
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j <= i; j++) {
        rows[i][j] += weight * (deviations[i] * deviations[j] - rows[i][j]);
      }
    }
  }

  /** The covariance of two channels. */
  public double covariance(int first, int second) {
    return rows[Math.max(first, second)][Math.min(first, second)];
  }

  /** The variance of a channel. */
  public double variance(int channel) {
    return rows[channel][channel];
  }

  /**
   * Hotelling's T² of standardised values: {@code zᵀR⁻¹z}, R the correlation matrix shrunk towards
   * the identity.
   *
   * @param standardised the values in units of each channel's deviation
   * @param reliability how far to trust each channel's correlations, 0 to below 1: that of i and j
   *     is multiplied by {@code reliability[i]·reliability[j]}. Below 1, so that R has an inverse
   *     whatever is collinear or constant
   */
  public double squaredDistance(double[] standardised, double[] reliability) {
    return correlations(reliability).squaredLength(standardised);
  }

  /**
   * The correlation matrix shrunk towards the identity, factored, for many distances of one
   * covariance.
   *
   * @param reliability as in {@link #squaredDistance}
   */
  public Cholesky correlations(double[] reliability) {
    double[][] shrunk = new double[rows.length][];
    for (int i = 0; i < shrunk.length; i++) {
      shrunk[i] = new double[i + 1];
      for (int j = 0; j < i; j++) {
        shrunk[i][j] = correlation(i, j) * reliability[i] * reliability[j];
      }
      shrunk[i][i] = 1.0;
    }
    return Cholesky.of(shrunk);
  }

  private double correlation(int i, int j) {
    double scale = Math.sqrt(variance(i)) * Math.sqrt(variance(j));
    return scale > 0.0 ? Math.max(-1.0, Math.min(1.0, rows[i][j] / scale)) : 0.0;
  }

  /** Writes the lower triangle, row by row. */
  public void writeTo(DataOutput out) throws IOException {
    for (double[] row : rows) {
      for (double value : row) {
        out.writeDouble(value);
      }
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static Covariance readFrom(DataInput in, int channels) throws IOException {
    Covariance read = new Covariance(channels);
    for (double[] row : read.rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = in.readDouble();
      }
    }
    return read;
  }
}
