package io.github.beamwatch.beam.ranking;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.ranking.RankingPlan;
import io.github.beamwatch.core.ranking.RankingTally;
import java.io.IOException;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Makes one {@link RankingTally} of its parts. Input: bounded, in the global window; output: one
 * element, none where there was no part.
 */
public final class MergeTallies extends PTransform<PCollection<byte[]>, PCollection<byte[]>> {
  private static final long serialVersionUID = 1L;

  private final RankingPlan plan;
  private final int count;

  private MergeTallies(RankingPlan plan, int count) {
    this.plan = plan;
    this.count = count;
  }

  /**
   * Of this ranking.
   *
   * @param count how many entities its head has
   */
  public static MergeTallies of(RankingPlan plan, int count) {
    return new MergeTallies(plan, count);
  }

  @Override
  public PCollection<byte[]> expand(PCollection<byte[]> parts) {
    return parts
        .apply("Parts", Together.create())
        .apply("Merge", ParDo.of(new MergeFn(plan, count)))
        .setCoder(ByteArrayCoder.of());
  }

  private static final class MergeFn extends DoFn<KV<Integer, Iterable<byte[]>>, byte[]> {
    private static final long serialVersionUID = 1L;

    private final RankingPlan plan;
    private final int count;

    MergeFn(RankingPlan plan, int count) {
      this.plan = plan;
      this.count = count;
    }

    @ProcessElement
    public void process(@Element KV<Integer, Iterable<byte[]>> parts, OutputReceiver<byte[]> out)
        throws IOException {
      RankingTally whole = new RankingTally(plan, count);
      for (byte[] part : requireNonNull(parts.getValue())) {
        whole.addAll(RankingTally.read(plan, count, part));
      }
      out.output(whole.toBytes());
    }
  }
}
