package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What {@link AutoUnivariate} looks at: five quantities of a value and what came before it. */
final class SeriesViews {

  /** How many quantities there are. */
  static final int COUNT = 5;

  private static final double FAST = 0.3;
  private static final double MIDDLING = 0.1;
  private static final double LOCAL = 0.01;
  private static final double SLOW = 0.003;

  /** A distance teaches a variance at most this many standard deviations. */
  private static final double CLIP = 6.0;

  private static final int BEFORE_CLIPPING = 30;

  private long samples;
  private double fast;
  private double expected;
  private double fastVariance;
  private double recentVariance;
  private double local;
  private double localVariance;
  private double middling;
  private double slow;
  private double levelVariance;
  private double last;
  private double lastButOne;

  long samples() {
    return samples;
  }

  /** What the next value is expected to be: as the fast average, and moved little by outliers. */
  double expected() {
    return expected;
  }

  /** The quantity of this number, 0 to {@link #COUNT} less one, if the next value is this. */
  double of(int view, double value) {
    return switch (view) {
      case 0 -> value;
      case 1 -> (value - fast) / scale(fastVariance);
      case 2 -> (medianWithLast(value) - local) / scale(localVariance);
      case 3 -> (middling - slow) / scale(levelVariance);
      default -> {
        double least = negligible() * negligible();
        yield Math.log((recentVariance + least) / (fastVariance + least));
      }
    };
  }

  /** A difference that is rounding, not variation. */
  double negligible() {
    return 1e-9 * Math.abs(slow) + 1e-12;
  }

  private double scale(double variance) {
    return Math.sqrt(variance) + negligible();
  }

  private double medianWithLast(double value) {
    double low = Math.min(value, last);
    double high = Math.max(value, last);
    return Math.max(low, Math.min(high, lastButOne));
  }

  void learn(double value) {
    samples++;
    double jump = clipped(value - fast, fastVariance);
    expected += weight(FAST) * clipped(value - expected, fastVariance);
    recentVariance += weight(MIDDLING) * (jump * jump - recentVariance);
    fastVariance += weight(LOCAL) * (jump * jump - fastVariance);
    fast += weight(FAST) * (value - fast);
    double distance = clipped(value - local, localVariance);
    double weight = weight(LOCAL);
    local += weight * distance;
    localVariance = (1.0 - weight) * (localVariance + weight * distance * distance);
    middling += weight(MIDDLING) * (value - middling);
    slow += weight(SLOW) * (value - slow);
    double apart = middling - slow;
    levelVariance += weight(SLOW) * (apart * apart - levelVariance);
    lastButOne = last;
    last = value;
  }

  private double weight(double usual) {
    return Math.max(usual, 1.0 / samples);
  }

  private double clipped(double distance, double variance) {
    double most = CLIP * Math.sqrt(variance);
    boolean limited = samples > BEFORE_CLIPPING && most > 0;
    return limited ? Math.max(-most, Math.min(most, distance)) : distance;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(samples);
    out.writeDouble(fast);
    out.writeDouble(expected);
    out.writeDouble(fastVariance);
    out.writeDouble(recentVariance);
    out.writeDouble(local);
    out.writeDouble(localVariance);
    out.writeDouble(middling);
    out.writeDouble(slow);
    out.writeDouble(levelVariance);
    out.writeDouble(last);
    out.writeDouble(lastButOne);
  }

  static SeriesViews readFrom(DataInput in) throws IOException {
    SeriesViews views = new SeriesViews();
    views.samples = in.readLong();
    views.fast = in.readDouble();
    views.expected = in.readDouble();
    views.fastVariance = in.readDouble();
    views.recentVariance = in.readDouble();
    views.local = in.readDouble();
    views.localVariance = in.readDouble();
    views.middling = in.readDouble();
    views.slow = in.readDouble();
    views.levelVariance = in.readDouble();
    views.last = in.readDouble();
    views.lastButOne = in.readDouble();
    return views;
  }
}
