package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.Detector.Learning;
import io.github.beamwatch.core.detector.Detector.Memory;
import io.github.beamwatch.core.detector.Judgement.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A detector at work on series: scores each sample against a threshold, then lets it teach or not.
 * This is what rules and commands use; a {@link Detector} alone does not guard its memory.
 *
 * <p>What a sample teaches is the {@link Learning} policy's business: under {@code SKIP_ANOMALOUS}
 * an incident teaches nothing, so its end is seen against the old normal. Where nothing was learned
 * for longer than the time to live and the next sample is an anomaly still, the memory begins anew
 * with that sample: a new level is accepted after {@code ttl} plus the detector's warm-up. A sample
 * that is normal to an old memory keeps it, however long the gap before it.
 *
 * <p>A missing value is {@code NO_DATA}, an infinite one {@code ERROR}; neither teaches.
 */
public final class SeriesDetector implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;

  /** How long an anomaly lasts until it is the new normal, unless the user says otherwise. */
  public static final Duration DEFAULT_TTL = Duration.ofDays(1);

  private final Detector detector;
  private final double threshold;
  private final Learning learning;
  private final long ttlMillis;

  /**
   * @param threshold the score at and above which a sample is an anomaly
   * @param ttl how much event time may pass without learning, before an anomaly begins a new memory
   */
  public SeriesDetector(Detector detector, double threshold, Learning learning, Duration ttl) {
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("a threshold must be a number");
    }
    if (ttl.isNegative() || ttl.isZero()) {
      throw new IllegalArgumentException("a time to live of " + ttl + "; it must be above zero");
    }
    this.detector = detector;
    this.threshold = threshold;
    this.learning = learning;
    this.ttlMillis = ttl.toMillis();
  }

  /** With the threshold and the learning that the detector itself proposes. */
  public static SeriesDetector of(Detector detector) {
    return new SeriesDetector(detector, detector.threshold(), detector.learning(), DEFAULT_TTL);
  }

  /** The score at and above which a sample is an anomaly. */
  public double threshold() {
    return threshold;
  }

  /**
   * The state of a series that was never seen.
   *
   * @param channels how many values each sample has
   */
  public State begin(int channels) {
    return new State(channels, State.NEVER, detector.begin(channels));
  }

  /**
   * Reads what {@link State#writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version, or of another detector
   */
  public State readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, "series detector");
    return new State(in.readInt(), in.readLong(), detector.readFrom(in));
  }

  /** What is kept of one series. */
  public final class State {
    private static final long NEVER = Long.MIN_VALUE;

    private final int channels;

    /** Event time of the last sample that taught something. */
    private long learnedAt;

    private Memory memory;

    private State(int channels, long learnedAt, Memory memory) {
      this.channels = channels;
      this.learnedAt = learnedAt;
      this.memory = memory;
    }

    /** Scores the sample, then learns from it what the policy allows. */
    public Judgement judge(Sample sample) {
      Kind unusable = unusable(sample);
      if (unusable != null) {
        return new Judgement(unusable, Score.WARMUP);
      }
      Judgement judgement = judged(memory.score(sample));
      if (learnedAt == NEVER) {
        learnedAt = sample.time();
      } else if (judgement.kind() == Kind.ANOMALY && sample.time() - learnedAt > ttlMillis) {
        memory = detector.begin(channels);
        learnedAt = sample.time();
        judgement = judged(memory.score(sample));
      }
      learn(sample, judgement);
      return judgement;
    }

    /** Learns from a sample that is known to be right, whatever the policy; judges nothing. */
    public void teach(Sample sample) {
      if (unusable(sample) == null) {
        memory.learn(sample);
        learnedAt = sample.time();
      }
    }

    private Judgement judged(Score score) {
      if (score.isWarmup()) {
        return new Judgement(Kind.WARMUP, score);
      }
      return new Judgement(score.score() >= threshold ? Kind.ANOMALY : Kind.NORMAL, score);
    }

    private void learn(Sample sample, Judgement judgement) {
      Sample lesson = judgement.kind() == Kind.ANOMALY ? lesson(sample, judgement.score()) : sample;
      if (lesson == null) {
        memory.skip(sample);
      } else {
        memory.learn(lesson);
        learnedAt = sample.time();
      }
    }

    /** What an anomaly teaches; null for nothing. */
    private @Nullable Sample lesson(Sample sample, Score score) {
      return switch (learning) {
        case ALWAYS -> sample;
        case SKIP_ANOMALOUS -> null;
        case CLIP -> clipped(sample, score);
      };
    }

    /** Null where there is no band to clip to, or several channels that it may belong to. */
    private @Nullable Sample clipped(Sample sample, Score score) {
      if (channels > 1 || Double.isNaN(score.lower()) || Double.isNaN(score.upper())) {
        return null;
      }
      double value = Math.max(score.lower(), Math.min(score.upper(), sample.value()));
      return Sample.of(sample.time(), value);
    }

    /** Writes the state, a version byte first. */
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(channels);
      out.writeLong(learnedAt);
      memory.writeTo(out);
    }
  }

  private static @Nullable Kind unusable(Sample sample) {
    boolean missing = false;
    for (double value : sample.values()) {
      if (Math.abs(value) > Sample.MAX_MAGNITUDE) {
        return Kind.ERROR;
      }
      missing |= Double.isNaN(value);
    }
    return missing ? Kind.NO_DATA : null;
  }
}
