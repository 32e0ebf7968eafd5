package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One channel: how improbable a sample is by what this series has shown before, seen five ways.
 *
 * <ul>
 *   <li>range: the value itself;
 *   <li>jump: its distance from a fast average (weight 0.3), in standard deviations;
 *   <li>place: the distance of the median of the last three values from a local average (0.01), in
 *       standard deviations, so that one value alone is not enough;
 *   <li>level: the distance between a middling average (0.1) and a slow one (0.003), scaled;
 *   <li>variation: the logarithm of the jumps' recent variance (0.1) over their variance (0.01).
 * </ul>
 *
 * <p>Each gives {@code s = −log10 p} by the tails of its own history ({@link UpperTail}). Together
 * {@code S = s1 + Σ max(0, s − 1) / 2 − log10 10} with s1 the highest, the sum over the others, and
 * 10 tails looked at. The score is {@code S / (S + 6.1)}: 0 is usual, one half is S = 6.1, and 1 is
 * never reached.
 *
 * <p>What goes on is told once: a sample no more surprising than one before it (beyond one half:
 * not by 6 and by half) scores at most 0.17. Once S is below 2, that memory halves every 14
 * samples. A level that lasts is thus one anomaly, of up to three rows while the evidence grows,
 * and is usual after about 60 samples.
 *
 * <p>Warm-up: 60 samples. Expected: a fast average that outliers move little. Band: the values
 * below the threshold; infinite where none is news. Memory: at most 2.7 kB. Constant history: any
 * departure of more than one part in 10⁸ is an anomaly. Gaps and restarts change nothing: samples
 * count, not time. Values beyond ±10¹⁵⁰ count as that.
 */
final class AutoUnivariate implements Detector.Memory {
  private static final byte VERSION = 1;
  private static final int WARMUP = 60;
  private static final int BEFORE_TAILS = 3;
  private static final double LARGEST = 1e150;

  private static final double SURPRISE_AT_HALF = 6.1;
  private static final double LOG_TAILS = Math.log10(2.0 * SeriesViews.COUNT);
  private static final double SHARE_OF_OTHERS = 0.5;
  private static final double BACKGROUND = 1.0;

  private static final double MUCH_MORE = 6.0;
  private static final double MOST_WHEN_TOLD = 1.25;
  private static final double QUIET = 2.0;
  private static final double FADING = 0.05;

  private final double threshold;
  private final SeriesViews views;
  private final TwoTails[] tails;
  private double told;

  AutoUnivariate(double threshold) {
    this(threshold, new SeriesViews());
    for (int i = 0; i < tails.length; i++) {
      tails[i] = new TwoTails();
    }
  }

  private AutoUnivariate(double threshold, SeriesViews views) {
    this.threshold = threshold;
    this.views = views;
    this.tails = new TwoTails[SeriesViews.COUNT];
  }

  @Override
  public Score score(Sample sample) {
    if (views.samples() < WARMUP) {
      return Score.WARMUP;
    }
    double grade = grade(surprise(bounded(sample.value())));
    return new Score(grade, views.expected(), edge(-1.0), edge(1.0));
  }

  @Override
  public void learn(Sample sample) {
    double value = bounded(sample.value());
    if (views.samples() >= WARMUP) {
      remember(surprise(value));
    }
    if (views.samples() >= BEFORE_TAILS) {
      for (int i = 0; i < tails.length; i++) {
        tails[i].learn(views.of(i, value));
      }
    }
    views.learn(value);
  }

  private static double bounded(double value) {
    return Math.max(-LARGEST, Math.min(LARGEST, value));
  }

  private double surprise(double value) {
    double most = 0.0;
    double all = 0.0;
    for (int i = 0; i < tails.length; i++) {
      double surprise = tails[i].surprise(views.of(i, value));
      most = Math.max(most, surprise);
      all += Math.max(0.0, surprise - BACKGROUND);
    }
    double others = all - Math.max(0.0, most - BACKGROUND);
    return Math.max(0.0, most + SHARE_OF_OTHERS * others - LOG_TAILS);
  }

  private double grade(double surprise) {
    double bar = told >= SURPRISE_AT_HALF ? told + Math.max(MUCH_MORE, told / 2) : told;
    double counted = surprise > bar ? surprise : Math.min(surprise / 2, MOST_WHEN_TOLD);
    return counted / (counted + SURPRISE_AT_HALF);
  }

  private void remember(double surprise) {
    if (surprise > told) {
      told = surprise;
    } else if (surprise < QUIET) {
      told *= 1.0 - FADING;
    }
  }

  /** The last value in a direction from the expected one that is below the threshold. */
  private double edge(double direction) {
    double step = direction * (tails[0].spread() + views.negligible());
    double inside = views.expected();
    double outside = inside + step;
    for (int i = 0; !isNews(outside); i++) {
      if (i == 64) {
        return direction * Double.POSITIVE_INFINITY;
      }
      inside = outside;
      step *= 2;
      outside = views.expected() + step;
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
    out.writeDouble(told);
    views.writeTo(out);
    for (TwoTails both : tails) {
      both.writeTo(out);
    }
  }

  static AutoUnivariate readFrom(DataInput in, double threshold) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("an auto memory of version " + version + ", not " + VERSION);
    }
    double told = in.readDouble();
    AutoUnivariate memory = new AutoUnivariate(threshold, SeriesViews.readFrom(in));
    memory.told = told;
    for (int i = 0; i < memory.tails.length; i++) {
      memory.tails[i] = TwoTails.readFrom(in);
    }
    return memory;
  }
}
