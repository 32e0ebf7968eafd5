package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;

/**
 * Tukey's fences (1977) about the quartiles of the last {@code window} samples: {@code (x − Q3) /
 * (Q3 − Q1)} above, {@code (Q1 − x) / (Q3 − Q1)} below. The threshold is Tukey's factor: 1.5 makes
 * an outlier of every 143rd normal value, which is right for a page of numbers and wrong for a
 * stream; 3, his "far out", of every 425,000th. Where half of the samples are equal, so that the
 * quartiles coincide, the distance between them is taken from the mean distance from the median.
 *
 * <p>Score: interquartile ranges beyond the quartile, 0 to {@link Score#CERTAIN}. Expected: the
 * median. Warm-up: {@code warmup} samples. Memory: 5 bytes and 8 per sample of the window. Constant
 * history: any other value is certain. Gaps and restarts change nothing: samples count, not time.
 *
 * <p>False alerts a week: white noise 0.5, heavy tails 131.2, constant 0.0, ramp 0.3, daily sine
 * 0.5, weekly pattern 7.5, random walk 4.7. Not meant for heavy tails, nor histories that turn
 * within the window.
 */
public final class Iqr extends WindowDetector {
  private static final long serialVersionUID = 1L;

  /** Q3 − Q1 of a normal distribution over its mean distance. */
  private static final double NORMAL_IQR = 1.349 * RobustZ.NORMAL_OVER_MEAN_DISTANCE;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "iqr",
          Channels.ONE,
          "distance beyond the quartiles of the last samples (Tukey); lopsided histories",
          parameters(3.0, "interquartile ranges beyond the quartile"),
          Iqr::new);

  private Iqr(ParameterValues set) {
    super("iqr", set);
  }

  @Override
  Score compare(double value, RecentValues window) {
    double median = window.quantile(0.5);
    double low = window.quantile(0.25);
    double high = window.quantile(0.75);
    double range = high > low ? high - low : NORMAL_IQR * window.meanDistance(median);
    return Score.beyond(value, low, high, range, threshold(), median);
  }
}
