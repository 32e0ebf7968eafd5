package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;

/**
 * Distance from the mean of the last {@code window} samples, in their standard deviations (n − 1),
 * both computed anew for every sample, so that no rounding adds up.
 *
 * <p>Score: z, 0 to {@link Score#CERTAIN}. Warm-up: {@code warmup} samples. Memory: 5 bytes and 8
 * per sample of the window. Constant history: a value that departs from it by more than one part in
 * 10⁹ is certain, any other scores 0. Gaps and restarts change nothing: samples count, not time.
 *
 * <p>False alerts a week: white noise 1.3, heavy tails 115.7, constant 0.0, ramp 2.2, daily sine
 * 2.0, weekly pattern 6.7, random walk 1.5. Not meant for heavy tails, nor seasons steeper than its
 * noise.
 */
public final class RollingZ extends WindowDetector {
  private static final long serialVersionUID = 1L;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "rolling_z",
          Channels.ONE,
          "distance from the mean of the last samples in standard deviations; spikes and steps",
          parameters(4.0, "standard deviations"),
          RollingZ::new);

  private RollingZ(ParameterValues set) {
    super("rolling_z", set);
  }

  @Override
  Score compare(double value, RecentValues window) {
    double mean = window.mean();
    return Score.ofDistance(value, mean, window.deviation(mean), threshold());
  }
}
