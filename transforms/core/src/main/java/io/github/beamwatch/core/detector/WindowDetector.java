package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** What detectors that judge by the last values have in common: the window, and its memory. */
abstract sealed class WindowDetector implements Detector permits RollingZ, RobustZ, Iqr {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;

  private final String name;
  private final int window;
  private final int warmup;
  private final double threshold;

  WindowDetector(String name, ParameterValues set) {
    this.name = name;
    this.window = set.count("window");
    this.warmup = Math.min(window, set.count("warmup"));
    this.threshold = set.number("threshold");
  }

  static List<Parameter> parameters(double threshold, String unit) {
    return List.of(
        new Parameter("window", 240, 3, 100_000, "how many samples are kept"),
        new Parameter(
            "warmup", 30, 3, 100_000, "samples before the first score, at most the window"),
        new Parameter("threshold", threshold, 0.0, Score.CERTAIN, unit));
  }

  /** How a value compares to those of the window. */
  abstract Score compare(double value, RecentValues window);

  @Override
  public final double threshold() {
    return threshold;
  }

  @Override
  public final Memory begin(int channels) {
    return new Window(new RecentValues(window));
  }

  @Override
  public final Memory readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, name);
    return new Window(RecentValues.readFrom(in, window));
  }

  private final class Window implements Memory {
    private final RecentValues values;

    Window(RecentValues values) {
      this.values = values;
    }

    @Override
    public Score score(Sample sample) {
      return values.size() < warmup ? Score.WARMUP : compare(sample.value(), values);
    }

    @Override
    public void learn(Sample sample) {
      values.add(sample.value());
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      values.writeTo(out);
    }
  }
}
