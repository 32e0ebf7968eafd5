package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A detector whose score becomes a grade by the series' own history of scores, so that one
 * threshold suits series of every kind.
 *
 * <p>{@code grade = −log10(p) / 10}, at most 1, where p is the probability of such a score or a
 * higher one, by a tail model of the scores so far: 0.5 is a score that comes once in 100,000
 * samples, 0.3 one in 1,000. Scores that are not among the highest grade 0. The tail forgets with a
 * weight of 0.001; until it knows better, the detector's own threshold grades 0.5.
 *
 * <p>Score: grade, 0 to 1. Expected: as the detector's. Band: none. Warm-up: the detector's, and 30
 * scores after it. Memory: the detector's, and 49 bytes. Constant history, gaps and restarts: as
 * the detector.
 */
public final class Calibrated implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;

  /** The grade of a score that comes once in 100,000 samples. */
  public static final double THRESHOLD = 0.5;

  private static final double SURPRISE_OF_GRADE_1 = 10.0;
  private static final int MIN_SCORES = 30;

  private final Detector detector;

  private Calibrated(Detector detector) {
    this.detector = detector;
  }

  /** The detector, calibrated; as it is where it is already. */
  public static Calibrated of(Detector detector) {
    return detector instanceof Calibrated calibrated ? calibrated : new Calibrated(detector);
  }

  @Override
  public double threshold() {
    return THRESHOLD;
  }

  @Override
  public Learning learning() {
    return detector.learning();
  }

  @Override
  public Memory begin(int channels) {
    return new Graded(detector.begin(channels), new ScoreTail(detector.threshold()));
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, "calibrated");
    Memory memory = detector.readFrom(in);
    return new Graded(memory, ScoreTail.readFrom(in, detector.threshold()));
  }

  private static final class Graded implements Memory {
    private final Memory memory;
    private final ScoreTail tail;

    Graded(Memory memory, ScoreTail tail) {
      this.memory = memory;
      this.tail = tail;
    }

    @Override
    public Score score(Sample sample) {
      Score score = memory.score(sample);
      if (score.isWarmup() || tail.samples() < MIN_SCORES) {
        return Score.WARMUP;
      }
      double grade = Math.min(1.0, tail.surprise(score.score()) / SURPRISE_OF_GRADE_1);
      return new Score(grade, score.expected(), Double.NaN, Double.NaN);
    }

    @Override
    public void learn(Sample sample) {
      Score score = memory.score(sample);
      if (!score.isWarmup()) {
        tail.add(score.score());
      }
      memory.learn(sample);
    }

    @Override
    public void skip(Sample sample) {
      memory.skip(sample);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      memory.writeTo(out);
      tail.writeTo(out);
    }
  }
}
