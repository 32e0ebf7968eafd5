package io.github.beamwatch.io.files;

import static io.github.beamwatch.io.files.PackFiles.BLOCKS;
import static io.github.beamwatch.io.files.PackFiles.DEAD_LETTERS;
import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.RunProgress;
import io.github.beamwatch.beam.parse.RowReader;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.history.KeyedBlocks;
import io.github.beamwatch.core.history.RowPacker;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Parses the records of a file range where they lie, and packs them. */
final class PackRangeFn extends DoFn<FileRange, KV<Integer, byte[]>> {
  private final EventFormat format;
  private final RowPacker packer;
  private final String readCounter;
  private final String usedCounter;
  private transient @Nullable KeyedBlocks blocks;

  PackRangeFn(EventFormat format, RowPacker packer, String readCounter, String usedCounter) {
    this.format = format;
    this.packer = packer;
    this.readCounter = readCounter;
    this.usedCounter = usedCounter;
  }

  @StartBundle
  public void startBundle() {
    blocks = new KeyedBlocks();
  }

  @ProcessElement
  public void process(@Element FileRange range, MultiOutputReceiver out) throws IOException {
    new RangeRecords(format)
        .read(range, new Packing(requireNonNull(blocks), out), out.get(DEAD_LETTERS)::output);
  }

  private final class Packing implements RangeRecords.Taker {
    private final KeyedBlocks blocks;
    private final MultiOutputReceiver out;
    private final RowReader reader = new RowReader(format);
    private long read;
    private long packed;

    Packing(KeyedBlocks blocks, MultiOutputReceiver out) {
      this.blocks = blocks;
      this.out = out;
    }

    @Override
    public @Nullable DeadLetter take(
        EventParser parser, byte[] buffer, int from, int to, Supplier<@Nullable String> source) {
      read++;
      DeadLetter dead = reader.read(parser, buffer, from, to, RowReader.NEVER_LATE, source);
      if (dead != null) {
        return dead;
      }
      String wrong = packer.pack(reader.row(), blocks);
      if (wrong != null) {
        Counters.countDead(Reason.INVALID_TEXT);
        return new DeadLetter(
            "parse",
            Reason.INVALID_TEXT,
            wrong,
            Arrays.copyOfRange(buffer, from, to),
            source.get(),
            reader.eventTime());
      }
      packed++;
      return null;
    }

    @Override
    public DeadLetter tooLarge(byte[] buffer, int from, int to, Supplier<@Nullable String> source) {
      read++;
      return reader.readTooLarge(buffer, from, to, source);
    }

    @Override
    public void check() {
      Counters.counter(readCounter).inc(read);
      Counters.counter(usedCounter).inc(packed);
      if (readCounter.equals(Counters.EVENTS_READ)) {
        RunProgress.addEvents(read);
      }
      read = 0;
      packed = 0;
      if (blocks.full()) {
        blocks.drainFullTo((bucket, block) -> out.get(BLOCKS).output(KV.of(bucket, block)));
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
  }
}
