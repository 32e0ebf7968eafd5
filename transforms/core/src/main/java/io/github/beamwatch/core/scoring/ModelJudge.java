package io.github.beamwatch.core.scoring;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.model.RowModel;
import io.github.beamwatch.core.statistics.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges rows without order by a model of the rows that taught. Of more than {@value #SAMPLE} rows
 * a sample teaches in which each has the same chance (reservoir sampling, Vitter 1985). A row
 * without any value is {@code NO_DATA}; of others, the model fills what is missing.
 */
final class ModelJudge implements RowJudge {
  /** So many rows of 50 columns are 40 MB. */
  static final int SAMPLE = 100_000;

  private final RowModel model;
  private final @Nullable Double threshold;
  private final long seed;
  private final SeededRandom random;
  private final List<double[]> sample = new ArrayList<>();
  private long rows;
  private RowModel.@Nullable Fitted fitted;

  ModelJudge(RowModel model, @Nullable Double threshold, long seed) {
    this.model = model;
    this.threshold = threshold;
    this.seed = seed;
    random = SeededRandom.of(seed, "sample");
  }

  @Override
  public void teach(long time, double[] values) {
    rows++;
    if (sample.size() < SAMPLE) {
      sample.add(values);
      return;
    }
    long place = (long) (random.nextUnit() * rows);
    if (place < SAMPLE) {
      sample.set((int) place, values);
    }
  }

  @Override
  public RowVerdict judge(long time, double[] values) {
    if (!hasValue(values)) {
      return RowVerdict.without(Kind.NO_DATA);
    }
    RowModel.Fitted known = fitted;
    if (known == null) {
      if (sample.isEmpty()) {
        return RowVerdict.without(Kind.WARMUP);
      }
      known = model.fit(sample.toArray(double[][]::new), seed);
      fitted = known;
      sample.clear();
    }
    double score = known.score(values);
    double least = threshold != null ? threshold : known.threshold();
    return new RowVerdict(score >= least ? Kind.ANOMALY : Kind.NORMAL, score, Double.NaN);
  }

  private static boolean hasValue(double[] values) {
    for (double value : values) {
      if (!Double.isNaN(value)) {
        return true;
      }
    }
    return false;
  }
}
