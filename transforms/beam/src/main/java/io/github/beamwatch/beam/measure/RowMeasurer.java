package io.github.beamwatch.beam.measure;

import io.github.beamwatch.beam.parse.RowReader;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.series.PartBlocks;
import io.github.beamwatch.core.series.PreAggregator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hot path: a record's bytes are parsed and land in the accumulator of their series and window,
 * without becoming an object on the way. What cannot be used becomes a dead letter.
 *
 * <p>One per thread. A connector that reads large chunks calls {@link #measure} for each record in
 * them; see {@link MeasureBatches} for records that come one by one.
 */
public final class RowMeasurer {

  private final RowReader reader;
  private final PreAggregator groups;
  private final int maxGroups;

  public RowMeasurer(MeasureSettings settings) {
    this.reader = new RowReader(settings.format());
    this.groups = new PreAggregator(settings.plan(), settings.format().privacy());
    this.maxGroups = settings.maxGroups();
  }

  /** Takes in one record; the arguments and the answer are those of {@link RowReader#read}. */
  public @Nullable DeadLetter measure(
      EventParser parser,
      byte[] buffer,
      int from,
      int to,
      long timestamp,
      Supplier<@Nullable String> source) {
    DeadLetter dead = reader.read(parser, buffer, from, to, timestamp, source);
    if (dead == null) {
      groups.add(reader.row());
    }
    return dead;
  }

  /** A record that was too long to be kept whole; the buffer holds its beginning. */
  public DeadLetter tooLarge(byte[] buffer, int from, int to, Supplier<@Nullable String> source) {
    return reader.readTooLarge(buffer, from, to, source);
  }

  /** Whether so many series and windows are held that they should be handed over. */
  public boolean full() {
    return groups.size() >= maxGroups;
  }

  /** Hands over what was measured. */
  public void drainTo(PreAggregator.Output output) {
    groups.drainTo(output);
    reader.report();
  }

  /** Hands over what was measured, in blocks. */
  public void packTo(PartBlocks.Output output) {
    groups.packTo(output);
    reader.report();
  }

  /** Counts what was read since the last call. */
  public void report() {
    reader.report();
  }
}
