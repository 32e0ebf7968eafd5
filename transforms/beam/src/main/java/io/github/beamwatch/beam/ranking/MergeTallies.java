package io.github.beamwatch.beam.ranking;

import io.github.beamwatch.core.ranking.RankingTally;
import io.github.beamwatch.core.ranking.TallyPlan;
import java.io.IOException;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Makes one {@link RankingTally} of its parts. Input: bounded, in the global window; output: one
 * element, none where there was no part.
 */
public final class MergeTallies extends PTransform<PCollection<byte[]>, PCollection<byte[]>> {
  private static final long serialVersionUID = 1L;

  private final TallyPlan plan;
  private final int count;

  private MergeTallies(TallyPlan plan, int count) {
    this.plan = plan;
    this.count = count;
  }

  /**
   * Of this ranking.
   *
   * @param count how many entities its head has
   */
  public static MergeTallies of(TallyPlan plan, int count) {
    return new MergeTallies(plan, count);
  }

  @Override
  public PCollection<byte[]> expand(PCollection<byte[]> parts) {
    return parts.apply("Merge", Together.as(new Merging(plan, count)));
  }

  private static final class Merging implements Together.Whole {
    private static final long serialVersionUID = 1L;

    private final TallyPlan plan;
    private final int count;

    Merging(TallyPlan plan, int count) {
      this.plan = plan;
      this.count = count;
    }

    @Override
    public byte @Nullable [] of(Iterable<byte[]> parts) throws IOException {
      RankingTally whole = new RankingTally(plan, count);
      for (byte[] part : parts) {
        whole.addAll(RankingTally.read(plan, count, part));
      }
      return whole.toBytes();
    }
  }
}
