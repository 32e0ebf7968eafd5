package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.spec.Combine;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Several detectors that judge as one.
 *
 * <p>Those that vote ({@code ANY, ALL, MAJORITY}): each member's score is taken in units of the
 * member's own threshold; the ensemble's is the k-th highest of these, where k votes make an
 * anomaly. So 1 and above is an anomaly by just the vote asked for, and the threshold is 1. {@code
 * MEAN} and {@code MAX} are of the members' grades, 0 to 1, where each is {@link Calibrated} by its
 * own history; the threshold is {@link Calibrated#THRESHOLD}.
 *
 * <p>Expected and band are those of the member whose score is the ensemble's; of the highest for
 * {@code MEAN}, which has no band. Warm-up: as long as any member's. Memory: the members' together.
 * A sample that teaches, teaches every member.
 */
public final class Ensemble implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;

  private final Combine combine;
  private final ArrayList<Detector> members;

  private Ensemble(Combine combine, List<Detector> members) {
    this.combine = combine;
    this.members = new ArrayList<>(members);
  }

  /**
   * @throws IllegalArgumentException where there is no member
   */
  public static Ensemble of(Combine combine, List<Detector> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("an ensemble of no detector; it needs one at least");
    }
    return new Ensemble(
        combine,
        combine.votes() ? members : members.stream().<Detector>map(Calibrated::of).toList());
  }

  @Override
  public double threshold() {
    return combine.votes() ? 1.0 : Calibrated.THRESHOLD;
  }

  /** That of the members where they agree, else to learn nothing from anomalies. */
  @Override
  public Learning learning() {
    Learning first = members.get(0).learning();
    return members.stream().allMatch(member -> member.learning() == first)
        ? first
        : Learning.SKIP_ANOMALOUS;
  }

  @Override
  public Memory begin(int channels) {
    return new Memories(members.stream().map(member -> member.begin(channels)).toList());
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, "ensemble");
    List<Memory> memories = new ArrayList<>();
    for (Detector member : members) {
      memories.add(member.readFrom(in));
    }
    return new Memories(memories);
  }

  private final class Memories implements Memory {
    private final List<Memory> memories;

    Memories(List<Memory> memories) {
      this.memories = memories;
    }

    @Override
    public Score score(Sample sample) {
      List<Score> scores = new ArrayList<>();
      for (int i = 0; i < memories.size(); i++) {
        Score score = memories.get(i).score(sample);
        if (score.isWarmup()) {
          return Score.WARMUP;
        }
        scores.add(combine.votes() ? inThresholds(score, members.get(i).threshold()) : score);
      }
      scores.sort(Comparator.comparingDouble(Score::score).reversed());
      return combine == Combine.MEAN
          ? mean(scores)
          : scores.get(combine.votesNeeded(scores.size()) - 1);
    }

    @Override
    public void learn(Sample sample) {
      memories.forEach(memory -> memory.learn(sample));
    }

    @Override
    public void skip(Sample sample) {
      memories.forEach(memory -> memory.skip(sample));
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      for (Memory memory : memories) {
        memory.writeTo(out);
      }
    }
  }

  /** A threshold of 0 makes an anomaly of everything. */
  private static Score inThresholds(Score score, double threshold) {
    double votes = threshold > 0.0 ? Math.min(Score.CERTAIN, score.score() / threshold) : 1.0;
    return new Score(votes, score.expected(), score.lower(), score.upper());
  }

  private static Score mean(List<Score> highestFirst) {
    double sum = 0.0;
    for (Score score : highestFirst) {
      sum += score.score();
    }
    double expected = highestFirst.get(0).expected();
    return new Score(sum / highestFirst.size(), expected, Double.NaN, Double.NaN);
  }
}
