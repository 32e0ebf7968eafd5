package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.parse.RawBatch;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What readers of batches have in common: the batch where they are. Used by one thread at a time.
 */
abstract class BatchReader extends UnboundedReader<RawBatch> {

  private final UnboundedSource<RawBatch, KafkaMark> source;
  private @Nullable RawBatch current;

  BatchReader(UnboundedSource<RawBatch, KafkaMark> source) {
    this.source = source;
  }

  /**
   * Goes to this batch.
   *
   * @return whether there is one
   */
  final boolean moveTo(@Nullable RawBatch batch) {
    current = batch;
    return batch != null;
  }

  @Override
  public final RawBatch getCurrent() {
    if (current == null) {
      throw new NoSuchElementException();
    }
    return current;
  }

  @Override
  public final Instant getCurrentTimestamp() {
    return Instant.ofEpochMilli(getCurrent().earliestTimestampMillis());
  }

  @Override
  public final UnboundedSource<RawBatch, ?> getCurrentSource() {
    return source;
  }
}
