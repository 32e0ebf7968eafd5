package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The recommended default: no parameter but the threshold, one threshold for any series.
 *
 * <p>Score: a grade in 0..1 by the series' own history of surprise; {@value #THRESHOLD} and above
 * is an anomaly. For one channel see {@link AutoUnivariate}, for several {@link AutoMultivariate}.
 *
 * <p>False alerts a week: white noise 0.2, heavy tails 0.3, constant 0.0, ramp 0.0, daily sine 0.0,
 * weekly pattern 0.0, random walk 0.8. Not meant for series that hold nothing usual.
 */
public final class Auto implements Detector {
  private static final long serialVersionUID = 1L;

  private static final double THRESHOLD = 0.5;

  /** Samples of several channels before the first score. */
  private static final int WARMUP_OF_SEVERAL = 100;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "auto",
          Channels.ANY,
          "the recommended default, for one channel or several: against the series' own history",
          List.of(new Parameter("threshold", THRESHOLD, 0.0, 1.0, "grade of an anomaly")),
          set -> new Auto(set.number("threshold")));

  private final double threshold;
  private final AutoMultivariate several;

  Auto(double threshold) {
    this.threshold = threshold;
    this.several = new AutoMultivariate(WARMUP_OF_SEVERAL, threshold);
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

  /** Nothing: what goes on is told of once by this detector's own account, which is too little. */
  @Override
  public Learning learningOfIncidents() {
    return Learning.SKIP_ANOMALOUS;
  }

  @Override
  public Memory begin(int channels) {
    return channels == 1
        ? new OneOrSeveral(false, new AutoUnivariate(threshold))
        : new OneOrSeveral(true, several.begin(channels));
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    boolean several = in.readBoolean(); // each has a version of its own behind it
    return new OneOrSeveral(
        several, several ? this.several.readFrom(in) : AutoUnivariate.readFrom(in, threshold));
  }

  /** A memory that tells in its bytes which of the two it is. */
  private record OneOrSeveral(boolean several, Memory memory) implements Memory {
    @Override
    public Score score(Sample sample) {
      return memory.score(sample);
    }

    @Override
    public void learn(Sample sample) {
      memory.learn(sample);
    }

    @Override
    public void skip(Sample sample) {
      memory.skip(sample);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeBoolean(several);
      memory.writeTo(out);
    }
  }
}
