package io.github.beamwatch.core.scoring;

import io.github.beamwatch.core.model.RowModel;
import org.jspecify.annotations.Nullable;

/**
 * Takes each file for a set of rows without order, each judged by all the others.
 *
 * @param model says what is unusual
 * @param threshold the score from which a row is an anomaly; null for the model's own
 * @param seed of all that is random
 */
public record ModelJudges(RowModel model, @Nullable Double threshold, long seed) implements Judges {
  private static final long serialVersionUID = 1L;

  @Override
  public RowJudge newJudge(int channels) {
    return new ModelJudge(model, threshold, seed);
  }

  @Override
  public boolean learnFromWhole() {
    return true;
  }
}
