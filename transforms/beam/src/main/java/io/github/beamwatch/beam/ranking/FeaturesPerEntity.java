package io.github.beamwatch.beam.ranking;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.core.ranking.EntitySample;
import io.github.beamwatch.core.ranking.EntityTable;
import io.github.beamwatch.core.ranking.FeatureBlock;
import io.github.beamwatch.core.ranking.RankingPlan;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the events of each entity, behind one shuffle.
 *
 * <p>Input: bounded, blocks of events by the bucket of their entity ({@code EventBlocks}), and of
 * what else is known of entities ({@code KnownBlocks}), in any windowing. Output: {@link
 * #FEATURES}, blocks of entities with their features ({@link FeatureBlock}); {@link #SAMPLES},
 * parts of a sample of them ({@link EntitySample}), if wanted. The result depends on the events
 * alone. In memory are the entities of one bucket, the thousandth part of all; of no entity are
 * events kept.
 *
 * <pre>{@code
 * PCollectionTuple features =
 *     blocks.apply("Features", FeaturesPerEntity.by(plan).withSample(100_000, seed));
 * }</pre>
 */
public final class FeaturesPerEntity
    extends PTransform<PCollection<KV<Integer, byte[]>>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Blocks of entities. */
  public static final TupleTag<byte[]> FEATURES = new TupleTag<>("features") {};

  /** Parts of a sample of rows, for {@link TrainModel}; empty unless {@link #withSample}. */
  public static final TupleTag<byte[]> SAMPLES = new TupleTag<>("samples") {};

  private final RankingPlan plan;
  private final int sampleRows;
  private final long seed;

  private FeaturesPerEntity(RankingPlan plan, int sampleRows, long seed) {
    this.plan = plan;
    this.sampleRows = sampleRows;
    this.seed = seed;
  }

  /** The features of a plan. */
  public static FeaturesPerEntity by(RankingPlan plan) {
    return new FeaturesPerEntity(plan, 0, 0);
  }

  /** Draws a sample of so many entities at most, too. */
  public FeaturesPerEntity withSample(int rows, long seedOfSample) {
    return new FeaturesPerEntity(plan, rows, seedOfSample);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, byte[]>> blocks) {
    PCollectionTuple out =
        blocks
            .apply(
                "GlobalWindow",
                Window.<KV<Integer, byte[]>>into(new GlobalWindows())
                    .withTimestampCombiner(TimestampCombiner.EARLIEST))
            .apply("GroupByBucket", GroupByKey.create())
            .apply(
                "AddUp",
                ParDo.of(new AddUpFn(plan, sampleRows, seed))
                    .withOutputTags(FEATURES, TupleTagList.of(SAMPLES)));
    out.get(FEATURES).setCoder(ByteArrayCoder.of());
    out.get(SAMPLES).setCoder(ByteArrayCoder.of());
    return out;
  }

  private static final class AddUpFn extends DoFn<KV<Integer, Iterable<byte[]>>, byte[]> {
    private static final long serialVersionUID = 1L;

    private final RankingPlan plan;
    private final int sampleRows;
    private final long seed;
    private final Counter used = Counters.counter(Counters.EVENTS_MEASURED);
    private transient @Nullable EntitySample sample;

    AddUpFn(RankingPlan plan, int sampleRows, long seed) {
      this.plan = plan;
      this.sampleRows = sampleRows;
      this.seed = seed;
    }

    @StartBundle
    public void startBundle() {
      sample = sampleRows == 0 ? null : new EntitySample(sampleRows, seed);
    }

    @ProcessElement
    public void process(@Element KV<Integer, Iterable<byte[]>> bucket, MultiOutputReceiver out)
        throws IOException {
      EntityTable entities = new EntityTable(plan);
      for (byte[] block : requireNonNull(bucket.getValue())) {
        entities.add(block);
      }
      used.inc(entities.events());
      FeatureBlock.pack(entities, sample, block -> out.get(FEATURES).output(block));
      Counters.counter(Counters.LABELS_UNKNOWN).inc(entities.unknownLabels());
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) throws IOException {
      if (sample != null) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sample.writeTo(new DataOutputStream(bytes));
        context.output(
            SAMPLES, bytes.toByteArray(), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
      }
    }
  }
}
