package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/**
 * A detector that reports an anomaly once: its first sample keeps the score, the tail scores 0.
 *
 * <p>The tail lasts until {@value #QUIET} samples in a row were usual to the detector. A sample of
 * the tail that scores more than {@value #WORSE} times the highest score reported is reported
 * again. Anomalous samples teach nothing, whatever the policy of learning; a tail that lasts longer
 * than the time to live begins a new memory, so a new level is accepted after that and a warm-up.
 *
 * <p>Score, expected and band: those of the detector, except in the tail, where the score is 0 and
 * there is no band. Warm-up: the detector's. Memory: the detector's, and 25 bytes. The rest is as
 * with the detector.
 */
public final class SuppressTail implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;

  /** So many usual samples in a row end the tail. */
  public static final int QUIET = 5;

  /** What scores so many times what was reported is news. */
  public static final double WORSE = 2.0;

  private final Detector detector;
  private final long ttlMillis;

  private SuppressTail(Detector detector, long ttlMillis) {
    this.detector = detector;
    this.ttlMillis = ttlMillis;
  }

  /**
   * @param ttl after how much event time an anomaly that has not ended is the new normal
   */
  public static SuppressTail of(Detector detector, Duration ttl) {
    if (ttl.isNegative() || ttl.isZero()) {
      throw new IllegalArgumentException("a time to live of " + ttl + "; it must be above zero");
    }
    return new SuppressTail(detector, ttl.toMillis());
  }

  @Override
  public double threshold() {
    return detector.threshold();
  }

  @Override
  public Memory begin(int channels) {
    return new Reported(channels, detector.begin(channels));
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, "suppress_tail");
    Reported reported = new Reported(in.readInt(), detector.readFrom(in));
    reported.peak = in.readDouble();
    reported.since = in.readLong();
    reported.usual = in.readInt();
    return reported;
  }

  private final class Reported implements Memory {
    private final int channels;
    private Memory memory;

    /** The highest score reported of the anomaly that goes on; 0 where none does. */
    private double peak;

    /** Event time of its first sample. */
    private long since;

    /** How many usual samples came since its last one. */
    private int usual;

    Reported(int channels, Memory memory) {
      this.channels = channels;
      this.memory = memory;
    }

    @Override
    public Score score(Sample sample) {
      Score score = memory.score(sample);
      boolean tail = peak > 0.0 && score.score() >= threshold() && score.score() <= WORSE * peak;
      return tail ? new Score(0.0, score.expected(), Double.NaN, Double.NaN) : score;
    }

    @Override
    public void learn(Sample sample) {
      take(sample, memory.score(sample));
    }

    @Override
    public void skip(Sample sample) {
      take(sample, memory.score(sample));
    }

    private void take(Sample sample, Score score) {
      if (!(score.score() >= threshold())) {
        usual++;
        if (usual >= QUIET) {
          peak = 0.0;
        }
        memory.learn(sample);
        return;
      }
      usual = 0;
      if (peak == 0.0) {
        since = sample.time();
      }
      if (peak == 0.0 || score.score() > WORSE * peak) {
        peak = Math.max(Double.MIN_VALUE, score.score());
      }
      if (sample.time() - since > ttlMillis) {
        memory = detector.begin(channels);
        memory.learn(sample);
        peak = 0.0;
      } else {
        memory.skip(sample);
      }
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(channels);
      memory.writeTo(out);
      out.writeDouble(peak);
      out.writeLong(since);
      out.writeInt(usual);
    }
  }
}
