package io.github.beamwatch.io.files;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.parse.DeadLetterCoder;
import io.github.beamwatch.beam.parse.RowReader;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.ranking.KnownBlocks;
import io.github.beamwatch.core.ranking.KnownRows;
import io.github.beamwatch.core.ranking.RankingPlan;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is known of the entities of a ranking, labels or attributes, and packs it into blocks
 * by the bucket of the entity, for {@code FeaturesPerEntity} to join to their events.
 *
 * <p>Input: the paths or globs of a plan, lines of CSV or JSON, plain or compressed, Parquet and
 * Avro. Bounded. Output: {@link GatherFiles#BLOCKS} and {@link GatherFiles#DEAD_LETTERS}. A file
 * that cannot be read to its end fails the job.
 */
public final class GatherKnown extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  private final KnownRows rows;
  private final RankingPlan plan;

  private GatherKnown(KnownRows rows, RankingPlan plan) {
    this.rows = rows;
    this.plan = plan;
  }

  /** The rows of such files, for this ranking. */
  public static GatherKnown from(KnownRows rows, RankingPlan plan) {
    return new GatherKnown(rows, plan);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple out =
        begin
            .apply(
                "ListRanges",
                Read.from(
                    new FileRangeSource(
                        rows.paths(),
                        !rows.format().multiline(),
                        rows.format().spec().format(),
                        FileRangeSource.RANGE_BYTES)))
            .apply(
                "ParseAndPack",
                ParDo.of(new GatherKnownFn(rows, plan))
                    .withOutputTags(GatherFiles.BLOCKS, TupleTagList.of(GatherFiles.DEAD_LETTERS)));
    out.get(GatherFiles.BLOCKS).setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()));
    out.get(GatherFiles.DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    return out;
  }

  private static final class GatherKnownFn extends DoFn<FileRange, KV<Integer, byte[]>> {
    private static final long serialVersionUID = 1L;
    private static final long FULL = 8L << 20;

    private final KnownRows rows;
    private final RankingPlan plan;
    private transient @Nullable KnownBlocks blocks;

    GatherKnownFn(KnownRows rows, RankingPlan plan) {
      this.rows = rows;
      this.plan = plan;
    }

    @StartBundle
    public void startBundle() {
      blocks = new KnownBlocks(rows, plan);
    }

    @ProcessElement
    public void process(@Element FileRange range, MultiOutputReceiver out) throws IOException {
      Packing packing = new Packing(requireNonNull(blocks), new RowReader(rows.format()), out);
      new RangeRecords(rows.format())
          .read(range, packing, letter -> out.get(GatherFiles.DEAD_LETTERS).output(letter));
      Counters.counter(Counters.LABELS_READ).inc(packing.read);
      Counters.counter(Counters.LABELS_USED).inc(packing.used);
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      requireNonNull(blocks)
          .drainTo(
              (bucket, block) ->
                  context.output(
                      GatherFiles.BLOCKS,
                      KV.of(bucket, block),
                      BoundedWindow.TIMESTAMP_MIN_VALUE,
                      GlobalWindow.INSTANCE));
    }

    private static final class Packing implements RangeRecords.Taker {
      private final KnownBlocks blocks;
      private final RowReader reader;
      private final MultiOutputReceiver out;
      private long read;
      private long used;

      Packing(KnownBlocks blocks, RowReader reader, MultiOutputReceiver out) {
        this.blocks = blocks;
        this.reader = reader;
        this.out = out;
      }

      @Override
      public @Nullable DeadLetter take(
          EventParser parser, byte[] buffer, int from, int to, Supplier<@Nullable String> source) {
        read++;
        DeadLetter letter = reader.read(parser, buffer, from, to, RowReader.NEVER_LATE, source);
        if (letter != null) {
          return letter;
        }
        String wrong = blocks.add(reader.row());
        if (wrong != null) {
          Counters.countDead(Reason.INVALID_TEXT);
          byte[] payload = Arrays.copyOfRange(buffer, from, to);
          return new DeadLetter("parse", Reason.INVALID_TEXT, wrong, payload, source.get(), null);
        }
        used++;
        return null;
      }

      @Override
      public DeadLetter tooLarge(
          byte[] buffer, int from, int to, Supplier<@Nullable String> source) {
        read++;
        return reader.readTooLarge(buffer, from, to, source);
      }

      @Override
      public void check() {
        if (blocks.held() >= FULL) {
          blocks.drainTo(
              (bucket, block) -> out.get(GatherFiles.BLOCKS).output(KV.of(bucket, block)));
        }
      }
    }
  }
}
