package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How improbable a score is by the history of scores: a peaks-over-threshold model with forgetting
 * (Pickands 1975; Siffer et al. 2017).
 *
 * <p>The high scores are those above the mean plus 2.5 standard deviations, all exponentially
 * weighted. Their share is counted; their excess follows a generalised Pareto distribution, fitted
 * by the moments (Hosking and Wallis 1987), with a shape from 0 (exponential) to 0.5. Until there
 * is evidence, and with the weight of ten high scores after that, the detector's own threshold is
 * taken for a score of one in 100,000.
 */
final class ScoreTail {
  private static final double ALPHA = 0.001;
  private static final double HIGH = 2.5;

  /** ln of the probability that a detector's own threshold is taken for. */
  private static final double LOG_AT_THRESHOLD = -5.0 * Math.log(10.0);

  /** How many high scores the detector's own threshold weighs. */
  private static final double BELIEF = 10.0;

  /** The share of high scores is not taken for less: even a constant has surprises. */
  private static final double MIN_SHARE = 0.001;

  private static final double MAX_SHAPE = 0.5;

  private final double threshold;
  private long samples;
  private double mean;
  private double variance;

  /** The share of high scores, and the first and second moment of their excess. */
  private double share;

  private double excess;
  private double square;

  ScoreTail(double threshold) {
    this.threshold = threshold;
  }

  long samples() {
    return samples;
  }

  private double high() {
    return mean + HIGH * Math.sqrt(variance);
  }

  void add(double score) {
    if (samples > 0) {
      double above = Math.max(0.0, score - high());
      double weight = Math.max(ALPHA, 1.0 / samples);
      share += weight * ((above > 0.0 ? 1.0 : 0.0) - share);
      excess += weight * (above - excess);
      square += weight * (above * above - square);
    }
    samples++;
    double weight = Math.max(ALPHA, 1.0 / samples);
    double distance = score - mean;
    mean += weight * distance;
    variance = (1.0 - weight) * (variance + weight * distance * distance);
  }

  /** −log10 of the probability of this score or a higher one; 0 for a score that is not high. */
  double surprise(double score) {
    double above = score - high();
    if (above <= 0.0) {
      return 0.0;
    }
    double usual = Math.max(MIN_SHARE, share);
    double believed = Math.max(0.0, threshold - high()) / (Math.log(usual) - LOG_AT_THRESHOLD);
    double seen = share * Math.min(samples, 1.0 / ALPHA);
    double meanExcess =
        (believed * BELIEF + (share > 0.0 ? excess / share * seen : 0.0)) / (BELIEF + seen);
    if (meanExcess <= 0.0) {
      return Score.CERTAIN;
    }
    double shape = shape();
    double scale = meanExcess * (1.0 - shape);
    double logTail = shape > 0.0 ? -Math.log1p(shape * above / scale) / shape : -above / scale;
    return Math.min(Score.CERTAIN, -(Math.log(usual) + logTail) / Math.log(10.0));
  }

  /** By the ratio of squared mean to variance of the excess, which is 1 for an exponential tail. */
  private double shape() {
    double first = excess / share;
    double spread = square / share - first * first;
    if (!(share > 0.0) || !(spread > 0.0)) {
      return 0.0;
    }
    return Math.max(0.0, Math.min(MAX_SHAPE, (1.0 - first * first / spread) / 2.0));
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(samples);
    out.writeDouble(mean);
    out.writeDouble(variance);
    out.writeDouble(share);
    out.writeDouble(excess);
    out.writeDouble(square);
  }

  static ScoreTail readFrom(DataInput in, double threshold) throws IOException {
    ScoreTail tail = new ScoreTail(threshold);
    tail.samples = in.readLong();
    tail.mean = in.readDouble();
    tail.variance = in.readDouble();
    tail.share = in.readDouble();
    tail.excess = in.readDouble();
    tail.square = in.readDouble();
    return tail;
  }
}
