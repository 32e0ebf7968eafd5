package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;

/**
 * The modified z-score of the last {@code window} samples (Iglewicz and Hoaglin 1993): {@code
 * 0.6745·|x − median| / MAD}, where MAD is the median distance from the median. Where more than
 * half of the samples are equal, so that MAD is 0, {@code |x − median| / (1.2533 · mean distance)}
 * takes its place.
 *
 * <p>Score: robust z, 0 to {@link Score#CERTAIN}. Warm-up: {@code warmup} samples. Memory: 5 bytes
 * and 8 per sample of the window. Constant history: a value that departs from it by more than one
 * part in 10⁹ is certain, any other scores 0. Gaps and restarts change nothing: samples count, not
 * time.
 *
 * <p>False alerts a week: white noise 0.2, heavy tails 113.8, constant 0.0, ramp 0.2, daily sine
 * 0.3, weekly pattern 8.2, random walk 5.5. Not meant for heavy tails, nor histories that turn
 * within the window.
 */
public final class RobustZ extends WindowDetector {
  private static final long serialVersionUID = 1L;

  /** MAD of a normal distribution with standard deviation 1. */
  private static final double NORMAL_MAD = 0.6745;

  /** Standard deviation over mean distance, of a normal distribution. */
  static final double NORMAL_OVER_MEAN_DISTANCE = 1.2533;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "robust_z",
          Channels.ONE,
          "distance from the median of the last samples in MADs; histories with outliers in them",
          parameters(5.0, "standard deviations, were the samples normal"),
          RobustZ::new);

  private RobustZ(ParameterValues set) {
    super("robust_z", set);
  }

  @Override
  Score compare(double value, RecentValues window) {
    double median = window.quantile(0.5);
    double mad = window.medianDistance(median);
    double scale =
        mad > 0.0 ? mad / NORMAL_MAD : NORMAL_OVER_MEAN_DISTANCE * window.meanDistance(median);
    return Score.ofDistance(value, median, scale, threshold());
  }
}
