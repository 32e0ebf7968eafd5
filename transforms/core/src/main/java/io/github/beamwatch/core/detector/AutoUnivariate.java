package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One channel: how improbable a sample is by what this series has shown before, seen three ways.
 *
 * <ul>
 *   <li>range: the value itself;
 *   <li>jump: its distance from a fast average (weight 0.3) in standard deviations;
 *   <li>level: the distance between a middling average (0.1) and a slow one (0.003), scaled.
 * </ul>
 *
 * <p>Each gives {@code s = −log10 p} by the tails of its own history ({@link UpperTail}). Together
 * {@code S = s1 + (s2' + s3')/2 − log10 6} with s1 the highest, {@code s' = max(0, s − 1)} of the
 * others, and 6 tails looked at. The score is {@code S / (S + c)}: 0 is usual, {@value
 * #USUAL_THRESHOLD} where S is {@value #SURPRISE_AT_HALF}, and 1 is never reached.
 *
 * <p>What goes on is told once: a sample no more surprising than one before it scores at most
 * {@value #TAIL_SCORE_PERCENT} in a hundred; once S has come down, that memory halves in 140
 * samples. A level that lasts is thus one anomaly, and is usual after about 60 samples.
 *
 * <p>Warm-up: {@value #WARMUP} samples. Expected: the fast average. Band: the values below the
 * threshold. Memory: at most 2.3 kB. Constant history: any departure of more than one part in 10⁹
 * is an anomaly. Gaps and restarts change nothing: samples count, not time.
 */
final class AutoUnivariate implements Detector.Memory {
  private static final byte VERSION = 1;
  private static final int WARMUP = 60;
  private static final double SURPRISE_AT_HALF = 5.7;
  private static final double USUAL_THRESHOLD = 0.5;
  private static final int TAIL_SCORE_PERCENT = 18;
  private static final double TAILS = 6.0;
  private static final double SHARE_OF_OTHERS = 0.5;
  private static final double BACKGROUND = 1.0;

  private static final double LARGEST = 1e150;
  private static final double FAST = 0.3;
  private static final double MIDDLING = 0.1;
  private static final double SLOW = 0.003;
  private static final double DEVIATION = 0.01;
  private static final double CLIP = 6.0;

  private static final double QUIET = 2.0;
  private static final double FADING = 1.0 / 200;
  private static final double MUCH_MORE = 1.4;

  private final double threshold;
  private long samples;
  private double fast;
  private double fastVariance;
  private double middling;
  private double slow;
  private double levelVariance;
  private double told;
  private TwoTails range = new TwoTails();
  private TwoTails jumps = new TwoTails();
  private TwoTails levels = new TwoTails();

  AutoUnivariate(double threshold) {
    this.threshold = threshold;
  }

  @Override
  public Score score(Sample sample) {
    if (samples < WARMUP) {
      return Score.WARMUP;
    }
    double value = bounded(sample.value());
    return new Score(grade(surprise(value)), fast, edge(-1.0), edge(1.0));
  }

  @Override
  public void learn(Sample sample) {
    double value = bounded(sample.value());
    if (samples >= WARMUP) {
      remember(surprise(value));
    }
    if (samples >= 3) {
      range.learn(value);
      jumps.learn(jump(value));
      levels.learn(level());
    }
    samples++;
    average(value);
  }

  private static double bounded(double value) {
    return Math.max(-LARGEST, Math.min(LARGEST, value));
  }

  private double jump(double value) {
    return (value - fast) / (Math.sqrt(fastVariance) + negligible());
  }

  private double level() {
    return (middling - slow) / (Math.sqrt(levelVariance) + negligible());
  }

  private double negligible() {
    return 1e-9 * Math.abs(slow) + 1e-12;
  }

  private double surprise(double value) {
    double first = range.surprise(value);
    double second = jumps.surprise(jump(value));
    double third = levels.surprise(level());
    double most = Math.max(first, Math.max(second, third));
    double others = support(first) + support(second) + support(third) - support(most);
    return Math.max(0.0, most + SHARE_OF_OTHERS * others - Math.log10(TAILS));
  }

  private static double support(double surprise) {
    return Math.max(0.0, surprise - BACKGROUND);
  }

  private double grade(double surprise) {
    double counted = surprise > bar() ? surprise : Math.min(surprise, 2.5) / 2;
    return counted / (counted + SURPRISE_AT_HALF);
  }

  /** What a sample must surpass to be news. */
  private double bar() {
    return told >= SURPRISE_AT_HALF ? MUCH_MORE * told : told;
  }

  private void remember(double surprise) {
    if (surprise > told) {
      told = surprise;
    } else if (surprise < QUIET) {
      told *= 1.0 - FADING;
    }
  }

  private void average(double value) {
    double newest = 1.0 / samples;
    double distance = value - fast;
    double most = CLIP * Math.sqrt(fastVariance);
    boolean limited = samples > 30 && most > 0;
    double counted = limited ? Math.max(-most, Math.min(most, distance)) : distance;
    double weight = Math.max(DEVIATION, newest);
    fastVariance += weight * (counted * counted - fastVariance);
    fast += Math.max(FAST, newest) * distance;
    middling += Math.max(MIDDLING, newest) * (value - middling);
    slow += Math.max(SLOW, newest) * (value - slow);
    double apart = middling - slow;
    levelVariance += Math.max(SLOW, newest) * (apart * apart - levelVariance);
  }

  /** The last value in a direction from the expected one that is below the threshold. */
  private double edge(double direction) {
    double step = direction * (range.spread() + negligible());
    double inside = fast;
    double outside = fast + step;
    for (int i = 0; !isNews(outside); i++) {
      if (i == 64) {
        return direction * Double.POSITIVE_INFINITY;
      }
      inside = outside;
      step *= 2;
      outside = fast + step;
    }
    for (int i = 0; i < 20; i++) {
      double middle = 0.5 * (inside + outside);
      if (isNews(middle)) {
        outside = middle;
      } else {
        inside = middle;
      }
    }
    return inside;
  }

  private boolean isNews(double value) {
    return grade(surprise(value)) >= threshold;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(samples);
    out.writeDouble(fast);
    out.writeDouble(fastVariance);
    out.writeDouble(middling);
    out.writeDouble(slow);
    out.writeDouble(levelVariance);
    out.writeDouble(told);
    range.writeTo(out);
    jumps.writeTo(out);
    levels.writeTo(out);
  }

  static AutoUnivariate readFrom(DataInput in, double threshold) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("an auto memory of version " + version + ", not " + VERSION);
    }
    AutoUnivariate memory = new AutoUnivariate(threshold);
    memory.samples = in.readLong();
    memory.fast = in.readDouble();
    memory.fastVariance = in.readDouble();
    memory.middling = in.readDouble();
    memory.slow = in.readDouble();
    memory.levelVariance = in.readDouble();
    memory.told = in.readDouble();
    memory.range = TwoTails.readFrom(in);
    memory.jumps = TwoTails.readFrom(in);
    memory.levels = TwoTails.readFrom(in);
    return memory;
  }
}
