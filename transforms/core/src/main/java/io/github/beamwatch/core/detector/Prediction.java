package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Distance from what a small linear model predicts of the last samples, in units of the usual
 * distance.
 *
 * <p>The model predicts the next step {@code x − x₁} from the last {@code steps} steps and from
 * {@code mean − x₁}, the way back to a slow mean; so white noise, a random walk and a smooth curve
 * are all within its reach. Its coefficients are learned by recursive least squares (Ljung 1999)
 * with forgetting, in units of the usual step. Residuals are bounded to four scales before they
 * teach, so that no sample spoils the model; therefore anomalies are learned as any other sample.
 *
 * <p>Score: scales of distance, 0 to {@link Score#CERTAIN}. Warm-up: {@code warmup} samples.
 * Memory: 0.2 kB. Constant history: a value that departs from it by more than one part in 10⁹ is
 * certain. Gaps and restarts: samples count, not time; the step over a gap is a step as any other.
 * A lasting shift is found once, at its first sample.
 *
 * <p>False alerts a week: white noise 0.2, heavy tails 51.3, constant 0.0, ramp 0.0, daily sine
 * 0.0, weekly pattern 0.0, random walk 0.0. Not meant for heavy tails.
 */
public final class Prediction implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final double MEAN_ALPHA = 0.01;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "prediction",
          Channels.ONE,
          "jumps out of a curve or a walk that the last samples foretell; smooth or wandering series",
          List.of(
              new Parameter("steps", 2, 1, 16, "steps back that the model looks at"),
              new Parameter("alpha", 0.002, 1e-6, 0.5, "share of the past forgotten per sample"),
              new Parameter("warmup", 50, 20, 1_000_000, "samples before the first score"),
              new Parameter("threshold", 5.0, 0.0, Score.CERTAIN, "scales of distance")),
          Prediction::new);

  private final int steps;
  private final double alpha;
  private final int warmup;
  private final double threshold;

  private Prediction(ParameterValues set) {
    this.steps = set.count("steps");
    this.alpha = set.number("alpha");
    this.warmup = set.count("warmup");
    this.threshold = set.number("threshold");
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Learning learning() {
    return Learning.ALWAYS;
  }

  @Override
  public Memory begin(int channels) {
    return new Model(
        new LeastSquares(steps + 1, 1.0 - alpha),
        new ResidualScale(alpha),
        new ResidualScale(alpha));
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, KIND.name());
    Model model =
        new Model(
            LeastSquares.readFrom(in, steps + 1, 1.0 - alpha),
            ResidualScale.readFrom(in, alpha),
            ResidualScale.readFrom(in, alpha));
    model.samples = in.readLong();
    model.last = in.readDouble();
    model.mean = in.readDouble();
    for (int i = 0; i < steps; i++) {
      model.past[i] = in.readDouble();
    }
    return model;
  }

  private final class Model implements Memory {
    private final LeastSquares coefficients;
    private final ResidualScale residuals;

    /** The usual step, which is the model's unit. */
    private final ResidualScale unit;

    private long samples;
    private double last;
    private double mean;

    /** The last steps, newest first. */
    private final double[] past = new double[steps];

    Model(LeastSquares coefficients, ResidualScale residuals, ResidualScale unit) {
      this.coefficients = coefficients;
      this.residuals = residuals;
      this.unit = unit;
    }

    private double[] inputs() {
      double[] inputs = new double[steps + 1];
      for (int i = 0; i < steps; i++) {
        inputs[i] = unit.bounded(past[i]) / unit.value();
      }
      inputs[steps] = (mean - last) / unit.value();
      return inputs;
    }

    private double expected() {
      return unit.value() == 0.0 ? last : last + unit.value() * coefficients.predict(inputs());
    }

    @Override
    public Score score(Sample sample) {
      return samples < warmup
          ? Score.WARMUP
          : Score.ofDistance(sample.value(), expected(), residuals.value(), threshold);
    }

    @Override
    public void learn(Sample sample) {
      double value = sample.value();
      if (samples > steps) {
        double expected = expected();
        double lesson = expected + residuals.bounded(value - expected);
        if (unit.value() > 0.0) {
          coefficients.learn(inputs(), (lesson - last) / unit.value());
        }
        residuals.add(value - expected);
      }
      if (samples > 0) {
        System.arraycopy(past, 0, past, 1, steps - 1);
        past[0] = value - last;
        unit.add(past[0]);
      }
      samples++;
      mean += Math.max(MEAN_ALPHA, 1.0 / samples) * (value - mean);
      last = value;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      coefficients.writeTo(out);
      residuals.writeTo(out);
      unit.writeTo(out);
      out.writeLong(samples);
      out.writeDouble(last);
      out.writeDouble(mean);
      for (double step : past) {
        out.writeDouble(step);
      }
    }
  }
}
