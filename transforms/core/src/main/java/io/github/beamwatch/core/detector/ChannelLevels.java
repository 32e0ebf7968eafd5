package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.statistics.ChiSquare;
import io.github.beamwatch.core.statistics.Covariance;
import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far the smoothed levels of all channels are from their long means, for channels with any
 * memory: a multivariate EWMA chart whose scale knows how much a channel wanders.
 *
 * <p>Each channel is smoothed, with a sample's pull limited to {@link #CLIP} deviations: {@code a ←
 * a + α(clip(x) − a)}. A channel that wanders has shown only few independent values, however long
 * the history: with the lag-one correlation φ of the means of {@link #BLOCK} samples, N blocks are
 * worth {@code n = N(1−φ)/(1+φ)} (Bartlett 1946), and its next departure may be greater than all
 * seen. So {@code z = (a − mean) / √(var(a)·(1 + WANDER/n))}; T² = zᵀR⁻¹z with the correlations of
 * the block means, shrunk by {@code n/(n + 30)}.
 *
 * <p>A level that was pulled far would take long to come back after the channel did. So each
 * channel keeps a CUSUM of how much better its mean explains its samples than its level does; a
 * sample adds at most {@link #MOST_RETURN}, and above {@link #RETURNED} the level is the mean
 * again.
 */
final class ChannelLevels {
  private static final double ALPHA = 0.05;
  private static final int BLOCK = 10;

  /** For a random walk, 1 + 8/n is about the square of its next excursion over its variance. */
  private static final double WANDER = 8.0;

  private static final double CORRELATION_PRIOR = 30.0;
  private static final double CLIP = 6.0;
  private static final double QUIET = 2.0;
  private static final double MOST_RETURN = 0.25;
  private static final double RETURNED = 5.0;

  /** Below this no deviation is believed: a share of the mean, and for a mean of 0 a bare floor. */
  private static final double NEGLIGIBLE = 1e-9;

  private static final double FLOOR = 1e-140;

  private final double memory;
  private final int d;
  private final double[] mean;
  private final double[] variance;
  private final double[] level;
  private final double[] levelVariance;
  private final double[] blockSum;
  private final double[] lastBlock;
  private final double[] lagged;
  private final double[] returning;
  private final Covariance blockCovariance;
  private double samples;
  private double blocks;
  private double blockTrust;
  private int inBlock;

  /** That have seen nothing, and rest on about {@code memory} samples. */
  ChannelLevels(double memory, int channels) {
    this(
        memory,
        new double[8][channels],
        new Covariance(channels),
        new double[] {0.0, 0.0, 0.0, 0.0});
  }

  private ChannelLevels(
      double memory, double[][] perChannel, Covariance blockCovariance, double[] counts) {
    this.memory = memory;
    this.d = perChannel[0].length;
    this.mean = perChannel[0];
    this.variance = perChannel[1];
    this.level = perChannel[2];
    this.levelVariance = perChannel[3];
    this.blockSum = perChannel[4];
    this.lastBlock = perChannel[5];
    this.lagged = perChannel[6];
    this.returning = perChannel[7];
    this.blockCovariance = blockCovariance;
    this.samples = counts[0];
    this.blocks = counts[1];
    this.blockTrust = counts[2];
    this.inBlock = (int) counts[3];
  }

  /** T² of the levels as they would be after these values, as a standard normal quantile. */
  double quantile(double[] values) {
    double[] reliability = new double[d];
    for (int i = 0; i < d; i++) {
      double independent = independentBlocks(i);
      reliability[i] = Math.sqrt(independent / (independent + CORRELATION_PRIOR));
    }
    return ChiSquare.asNormal(blockCovariance.squaredDistance(departures(values), reliability), d);
  }

  /** How far each level would be from its mean after these values, on its own scale. */
  private double[] departures(double[] values) {
    double[] z = new double[d];
    for (int i = 0; i < d; i++) {
      double leastVariance = ALPHA / (2.0 - ALPHA) * deviation(i) * deviation(i);
      double wander = 1.0 + WANDER / independentBlocks(i);
      double scale = Math.max(levelVariance[i], leastVariance) * wander;
      z[i] = (nextLevel(i, values[i]) - mean[i]) / Math.sqrt(scale);
    }
    return z;
  }

  /**
   * How many independent values the blocks of a channel are worth; more than 0 from one block on.
   */
  private double independentBlocks(int i) {
    double known = Math.min(blocks, memory / BLOCK);
    double own = blockCovariance.variance(i);
    double correlation = own > 0.0 ? lagged[i] / own : 0.0;
    double phi = Math.max(0.0, Math.min(1.0 - 1.0 / known, correlation));
    return known * (1.0 - phi) / (1.0 + phi);
  }

  private double deviation(int i) {
    return Math.max(Math.sqrt(variance[i]), NEGLIGIBLE * Math.abs(mean[i]) + FLOOR);
  }

  private double nextLevel(int i, double value) {
    return level[i] + ALPHA * (clipped(i, value) - level[i]);
  }

  private double clipped(int i, double value) {
    double reach = CLIP * deviation(i);
    return Math.max(mean[i] - reach, Math.min(mean[i] + reach, value));
  }

  /** Moves the levels, and learns their usual place as far as the values are trusted. */
  void learn(double[] values, double trust, boolean warmingUp) {
    if (samples == 0.0) {
      System.arraycopy(values, 0, mean, 0, d);
      System.arraycopy(values, 0, level, 0, d);
    }
    if (trust < 1.0) {
      followQuietChannels(values, 1.0 - trust);
    }
    for (int i = 0; i < d; i++) {
      level[i] = nextLevel(i, values[i]);
    }
    if (trust > 0.0) {
      samples += trust;
      double weight = trust * Math.max(1.0 / memory, 1.0 / samples);
      for (int i = 0; i < d; i++) {
        double shift = level[i] - mean[i];
        levelVariance[i] += weight * (shift * shift - levelVariance[i]);
        double distance = values[i] - mean[i];
        variance[i] += weight * (distance * distance - variance[i]);
        blockSum[i] += values[i];
        mean[i] += warmingUp ? weight * distance : 0.0;
      }
      blockTrust += trust;
      if (++inBlock == BLOCK) {
        closeBlock(warmingUp);
      }
    }
    for (int i = 0; i < d; i++) {
      if (samples * ALPHA <= 1.0 || returned(i, values[i])) {
        level[i] = mean[i];
      }
    }
  }

  private boolean returned(int i, double value) {
    double fromLevel = (clipped(i, value) - level[i]) / deviation(i);
    double fromMean = (clipped(i, value) - mean[i]) / deviation(i);
    double better = (fromLevel * fromLevel - fromMean * fromMean) / 2.0;
    returning[i] = Math.max(0.0, returning[i] + Math.min(MOST_RETURN, better));
    boolean returned = returning[i] > RETURNED;
    returning[i] = returned ? 0.0 : returning[i];
    return returned;
  }

  /** While some channel is off, the others may wander on; their means go with them. */
  private void followQuietChannels(double[] values, double share) {
    double[] z = departures(values);
    double weight = share * Math.max(1.0 / memory, 1.0 / samples);
    for (int i = 0; i < d; i++) {
      double distance = clipped(i, values[i]) - mean[i]; // one odd value drags no mean away
      mean[i] += Math.abs(z[i]) < QUIET ? weight * distance : 0.0;
    }
  }

  private void closeBlock(boolean warmingUp) {
    double trust = blockTrust / BLOCK;
    boolean first = blocks == 0.0;
    blocks += trust;
    double weight = trust * Math.max(BLOCK / memory, 1.0 / blocks);
    double[] deviations = new double[d];
    for (int i = 0; i < d; i++) {
      double block = blockSum[i] / BLOCK;
      mean[i] += warmingUp ? 0.0 : weight * (block - mean[i]);
      deviations[i] = block - mean[i];
      if (!first) {
        lagged[i] += weight * (deviations[i] * (lastBlock[i] - mean[i]) - lagged[i]);
      }
      lastBlock[i] = block;
      blockSum[i] = 0.0;
    }
    blockCovariance.learn(deviations, weight);
    blockTrust = 0.0;
    inBlock = 0;
  }

  /** The present levels become the usual ones, and what was seen counts as this many samples. */
  void accept(double asSamples) {
    System.arraycopy(level, 0, mean, 0, d);
    samples = Math.min(samples, asSamples);
    blocks = Math.min(blocks, asSamples / BLOCK);
  }

  void writeTo(DataOutput out) throws IOException {
    DoubleArrays.write(
        out, mean, variance, level, levelVariance, blockSum, lastBlock, lagged, returning);
    blockCovariance.writeTo(out);
    DoubleArrays.write(out, new double[] {samples, blocks, blockTrust, inBlock});
  }

  static ChannelLevels readFrom(DataInput in, double memory, int channels) throws IOException {
    double[][] perChannel = new double[8][];
    for (int i = 0; i < perChannel.length; i++) {
      perChannel[i] = DoubleArrays.read(in, channels);
    }
    return new ChannelLevels(
        memory, perChannel, Covariance.readFrom(in, channels), DoubleArrays.read(in, 4));
  }
}
