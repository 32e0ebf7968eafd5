package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.training.TrainedModel;
import java.io.IOException;

/** Scores entities, block by block. One per bundle; not thread-safe. */
public final class Scorer {
  private final RankingPlan plan;
  private final TrainedModel model;
  private final RankingTally tally;

  /**
   * With a model that was trained on these features.
   *
   * @param count how many entities the ranking's head has
   */
  public Scorer(RankingPlan plan, TrainedModel model, int count) {
    this.plan = plan;
    this.model = model;
    this.tally = new RankingTally(plan, count);
  }

  /**
   * Scores the entities of a block of features.
   *
   * @return their names and scores, for {@link ScoreShards}
   */
  public byte[] score(byte[] block) throws IOException {
    ByteWriter scores = new ByteWriter();
    double threshold = model.threshold();
    FeatureBlock.read(
        block,
        plan,
        row -> {
          double score = model.score(row.values());
          tally.add(row, score, threshold);
          if (!Double.isNaN(score)) {
            scores.text(row.name(), 0, row.name().length);
            scores.real(score);
          }
        });
    return scores.toByteArray();
  }

  /** What is told of the entities so far. */
  public RankingTally tally() {
    return tally;
  }
}
