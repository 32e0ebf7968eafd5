package io.github.beamwatch.beam.ranking;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.ranking.RankingPlan;
import io.github.beamwatch.core.ranking.RankingTally;
import io.github.beamwatch.core.ranking.ScoreShards;
import io.github.beamwatch.core.ranking.ShardBounds;
import java.io.IOException;
import java.util.Arrays;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * Deals scored entities out to shards, each of which goes on where the one before ends: by bounds
 * of score and name that a sample gives.
 *
 * <p>Input: bounded, in the global window: blocks of scores ({@link ScoreEntities#SCORES}). Output:
 * shards with their blocks; whoever holds one sorts it ({@link ScoreShards#sort}) and ranks it from
 * {@link Counts} on. Nobody holds more than one shard, some ten thousand entities.
 */
public final class SortScores
    extends PTransform<PCollection<byte[]>, PCollection<KV<Integer, Iterable<byte[]>>>> {
  private static final long serialVersionUID = 1L;

  private static final TupleTag<KV<Integer, byte[]>> BLOCKS = new TupleTag<>("blocks") {};
  private static final TupleTag<byte[]> COUNTS = new TupleTag<>("counts") {};
  private static final long FULL = 4L << 20;

  private final RankingPlan plan;
  private final int count;
  private final PCollection<byte[]> tally;
  private @Nullable PCollectionView<Iterable<byte[]>> counts;

  private SortScores(RankingPlan plan, int count, PCollection<byte[]> tally) {
    this.plan = plan;
    this.count = count;
    this.tally = tally;
  }

  /**
   * By the bounds of this ranking.
   *
   * @param count how many entities its head has
   * @param tally all of it, as {@link MergeTallies} gives it
   */
  public static SortScores by(RankingPlan plan, int count, PCollection<byte[]> tally) {
    return new SortScores(plan, count, tally);
  }

  /** How many entities each shard has; there once this was applied. */
  public PCollectionView<Iterable<byte[]>> counts() {
    return requireNonNull(counts, "apply this first");
  }

  @Override
  public PCollection<KV<Integer, Iterable<byte[]>>> expand(PCollection<byte[]> scores) {
    PCollectionView<byte[]> bounds =
        tally
            .apply("FindBounds", ParDo.of(new BoundsFn(plan, count)))
            .setCoder(ByteArrayCoder.of())
            .apply("Bounds", View.asSingleton());
    PCollectionTuple dealt =
        scores.apply(
            "Deal",
            ParDo.of(new DealFn(bounds))
                .withSideInputs(bounds)
                .withOutputTags(BLOCKS, TupleTagList.of(COUNTS)));
    dealt.get(BLOCKS).setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()));
    counts = dealt.get(COUNTS).setCoder(ByteArrayCoder.of()).apply("Counts", View.asIterable());
    return dealt.get(BLOCKS).apply("GroupByShard", GroupByKey.create());
  }

  /** How many entities shards have. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Counts(long[] ofShards) {

    /** The sum of parts. */
    public static Counts of(Iterable<byte[]> parts) {
      long[] sums = {};
      for (byte[] part : parts) {
        long[] counts = ShardBounds.counts(part);
        sums = sums.length == 0 ? new long[counts.length] : sums;
        for (int i = 0; i < counts.length; i++) {
          sums[i] += counts[i];
        }
      }
      return new Counts(sums);
    }

    /** The rank of a shard's first entity. */
    public long firstRank(int shard) {
      return 1 + Arrays.stream(ofShards, 0, shard).sum();
    }
  }

  private static final class BoundsFn extends DoFn<byte[], byte[]> {
    private static final long serialVersionUID = 1L;

    private final RankingPlan plan;
    private final int count;

    BoundsFn(RankingPlan plan, int count) {
      this.plan = plan;
      this.count = count;
    }

    @ProcessElement
    public void process(@Element byte[] tally, OutputReceiver<byte[]> out) throws IOException {
      out.output(RankingTally.read(plan, count, tally).bounds().toBytes());
    }
  }

  private static final class DealFn extends DoFn<byte[], KV<Integer, byte[]>> {
    private static final long serialVersionUID = 1L;

    private final PCollectionView<byte[]> bounds;
    private transient @Nullable ScoreShards shards;

    DealFn(PCollectionView<byte[]> bounds) {
      this.bounds = bounds;
    }

    @StartBundle
    public void startBundle() {
      shards = null;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      if (shards == null) {
        shards = new ScoreShards(ShardBounds.read(context.sideInput(bounds)));
      }
      shards.add(requireNonNull(context.element()));
      if (shards.held() >= FULL) {
        shards.drainTo((shard, block) -> context.output(KV.of(shard, block)));
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      if (shards == null) {
        return;
      }
      shards.drainTo(
          (shard, block) ->
              context.output(
                  BLOCKS,
                  KV.of(shard, block),
                  BoundedWindow.TIMESTAMP_MIN_VALUE,
                  GlobalWindow.INSTANCE));
      context.output(
          COUNTS,
          ShardBounds.bytes(shards.counts()),
          BoundedWindow.TIMESTAMP_MIN_VALUE,
          GlobalWindow.INSTANCE);
    }
  }
}
