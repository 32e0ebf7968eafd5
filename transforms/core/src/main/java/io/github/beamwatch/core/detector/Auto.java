package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/**
 * The recommended default: no parameter but the threshold, one threshold for any series.
 *
 * <p>Score: a grade in 0..1 by the series' own history of surprise; {@value #THRESHOLD} and above
 * is an anomaly. For one channel see {@link AutoUnivariate}.
 */
public final class Auto implements Detector {
  private static final long serialVersionUID = 1L;

  private static final double THRESHOLD = 0.5;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "auto",
          Channels.ONE,
          "the recommended default: range, jumps and level against the series' own history",
          List.of(new Parameter("threshold", THRESHOLD, 0.0, 1.0, "grade of an anomaly")),
          set -> new Auto(set.number("threshold")));

  private final double threshold;

  Auto(double threshold) {
    this.threshold = threshold;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  /** Always: the memory bounds what an anomaly teaches by itself. */
  @Override
  public Learning learning() {
    return Learning.ALWAYS;
  }

  @Override
  public Memory begin(int channels) {
    if (channels == 1) {
      return new AutoUnivariate(threshold);
    }
    throw new UnsupportedOperationException("auto takes one channel; these are " + channels);
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    return AutoUnivariate.readFrom(in, threshold);
  }
}
