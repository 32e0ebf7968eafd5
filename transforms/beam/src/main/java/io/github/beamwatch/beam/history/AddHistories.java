package io.github.beamwatch.beam.history;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.core.history.EventBucket;
import io.github.beamwatch.core.history.EventPlan;
import io.github.beamwatch.core.history.FeaturedEvent;
import io.github.beamwatch.core.history.KeyedBlocks;
import java.time.Duration;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Gives each event the features of its entities' histories: one shuffle for the labels, where there
 * are any, and one for each entity.
 *
 * <p>Input: bounded, blocks of events, and of labels, as {@link KeyedBlocks} packs them: by the
 * event's id with labels, else by its first entity. Output: blocks of the same events with all
 * features, in no particular order. The features depend on events and labels alone, not on order,
 * runner or parallelism. A bucket of events is in memory, one of {@link KeyedBlocks#BUCKETS}.
 * Neighbour: {@link FollowHistory} for a stream, with equal values.
 */
public final class AddHistories
    extends PTransform<PCollection<KV<Integer, byte[]>>, PCollection<KV<Integer, byte[]>>> {

  private final EventPlan plan;
  private final @Nullable Duration labelDelay;

  private AddHistories(EventPlan plan, @Nullable Duration labelDelay) {
    this.plan = plan;
    this.labelDelay = labelDelay;
  }

  /** Of events without labels. */
  public static AddHistories of(EventPlan plan) {
    return new AddHistories(plan, null);
  }

  /** Joins labels first; one that does not say when it was known was so this long after. */
  public AddHistories withLabels(Duration delay) {
    return new AddHistories(plan, delay);
  }

  /** The coder of blocks. */
  public static KvCoder<Integer, byte[]> blockCoder() {
    return KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());
  }

  @Override
  public PCollection<KV<Integer, byte[]>> expand(PCollection<KV<Integer, byte[]>> blocks) {
    PCollection<KV<Integer, byte[]>> events = blocks;
    if (labelDelay != null) {
      events = pass(events, "JoinLabels", new PassFn(plan, PassFn.JOIN, labelDelay));
    }
    for (int which = 0; which < plan.histories().size(); which++) {
      String name = "HistoryOf_" + plan.histories().get(which).entity();
      events = pass(events, name, new PassFn(plan, which, Duration.ZERO));
    }
    return events;
  }

  private static PCollection<KV<Integer, byte[]>> pass(
      PCollection<KV<Integer, byte[]>> blocks, String name, PassFn pass) {
    return blocks
        .apply("Group_" + name, GroupByKey.create())
        .apply(name, ParDo.of(pass))
        .setCoder(blockCoder());
  }

  private static final class PassFn
      extends DoFn<KV<Integer, Iterable<byte[]>>, KV<Integer, byte[]>> {
    static final int JOIN = -1;

    private final EventPlan plan;
    private final int which;
    private final Duration labelDelay;
    private transient @Nullable KeyedBlocks blocks;

    PassFn(EventPlan plan, int which, Duration labelDelay) {
      this.plan = plan;
      this.which = which;
      this.labelDelay = labelDelay;
    }

    @StartBundle
    public void startBundle() {
      blocks = new KeyedBlocks();
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<byte[]>> element, OutputReceiver<KV<Integer, byte[]>> out) {
      KeyedBlocks blocks = requireNonNull(this.blocks);
      EventBucket bucket = new EventBucket(plan);
      requireNonNull(element.getValue()).forEach(bucket::add);
      if (which == JOIN) {
        Counters.counter(Counters.LABELS_UNKNOWN).inc(bucket.join(labelDelay));
      } else {
        bucket.walk(which);
      }
      int next = Math.min(which + 1, plan.histories().size() - 1);
      for (FeaturedEvent event : bucket.events()) {
        blocks.add(event.entity(next), event);
        if (blocks.full()) {
          blocks.drainFullTo((number, block) -> out.output(KV.of(number, block)));
        }
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      requireNonNull(blocks)
          .drainTo(
              (number, block) ->
                  context.output(
                      KV.of(number, block),
                      BoundedWindow.TIMESTAMP_MIN_VALUE,
                      GlobalWindow.INSTANCE));
    }
  }
}
