package io.github.beamwatch.io.files;

import static io.github.beamwatch.io.files.GatherFiles.ACCOUNTS;
import static io.github.beamwatch.io.files.GatherFiles.BLOCKS;
import static io.github.beamwatch.io.files.GatherFiles.DEAD_LETTERS;
import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.parse.RowReader;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.ranking.EventBlocks;
import io.github.beamwatch.core.ranking.RankingPlan;
import io.github.beamwatch.core.ranking.RankingTally;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Parses the records of a file range where they lie, and packs them. */
final class GatherRangeFn extends DoFn<FileRange, KV<Integer, byte[]>> {
  private static final long serialVersionUID = 1L;

  /** Blocks of some ten kilobytes: few enough to shuffle, and little memory of each worker. */
  private static final long FULL = 16L << 20;

  private final RankingPlan plan;
  private final boolean accounts;
  private transient @Nullable EventBlocks blocks;
  private long dead;

  GatherRangeFn(RankingPlan plan, boolean accounts) {
    this.plan = plan;
    this.accounts = accounts;
  }

  @StartBundle
  public void startBundle() {
    blocks = new EventBlocks(plan);
    dead = 0;
  }

  @ProcessElement
  public void process(@Element FileRange range, MultiOutputReceiver out) throws IOException {
    new RangeRecords(plan.format())
        .read(
            range,
            new Packing(requireNonNull(blocks), new RowReader(plan.format()), out),
            letter -> {
              dead++;
              out.get(DEAD_LETTERS).output(letter);
            });
  }

  private record Packing(EventBlocks blocks, RowReader reader, MultiOutputReceiver out)
      implements RangeRecords.Taker {

    @Override
    public @Nullable DeadLetter take(
        EventParser parser, byte[] buffer, int from, int to, Supplier<@Nullable String> source) {
      DeadLetter letter = reader.read(parser, buffer, from, to, RowReader.NEVER_LATE, source);
      if (letter == null) {
        blocks.add(reader.row());
      }
      return letter;
    }

    @Override
    public DeadLetter tooLarge(byte[] buffer, int from, int to, Supplier<@Nullable String> source) {
      return reader.readTooLarge(buffer, from, to, source);
    }

    @Override
    public void check() {
      reader.report();
      if (blocks.held() >= FULL) {
        blocks.drainTo((bucket, block) -> out.get(BLOCKS).output(KV.of(bucket, block)));
      } else if (blocks.hasLarge()) {
        blocks.drainLargeTo((bucket, block) -> out.get(BLOCKS).output(KV.of(bucket, block)));
      }
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    requireNonNull(blocks)
        .drainTo(
            (bucket, block) ->
                context.output(
                    BLOCKS,
                    KV.of(bucket, block),
                    BoundedWindow.TIMESTAMP_MIN_VALUE,
                    GlobalWindow.INSTANCE));
    if (!accounts) {
      return;
    }
    RankingTally account = new RankingTally(plan, 0);
    account.addDead(dead);
    context.output(
        ACCOUNTS, account.toBytes(), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
  }
}
