package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.parse.RawBatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.SerializableUtils;
import org.jspecify.annotations.Nullable;

/** A reader in the hands of a test, as a runner would drive it. */
final class DrivenReader implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaBatchReader reader;
  private boolean started;

  DrivenReader(KafkaBatchSource source, @Nullable KafkaMark mark) {
    reader = SerializableUtils.clone(source).createReader(PipelineOptionsFactory.create(), mark);
  }

  /** The next batch; null when there is none right now. */
  @Nullable RawBatch poll() throws IOException {
    boolean has = started ? reader.advance() : reader.start();
    started = true;
    return has ? reader.getCurrent() : null;
  }

  /** The next batch, waited for. */
  RawBatch next() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      RawBatch batch = poll();
      if (batch != null) {
        return batch;
      }
    }
    throw new AssertionError("No record came");
  }

  /** Batches of so many records at least. */
  List<RawBatch> read(int records) throws IOException {
    List<RawBatch> batches = new ArrayList<>();
    int read = 0;
    while (read < records) {
      RawBatch batch = next();
      batches.add(batch);
      read += batch.size();
    }
    return batches;
  }

  long watermark() {
    return reader.getWatermark().getMillis();
  }

  /** The watermark once it has come so far, or when patience ends. */
  long awaitWatermark(long atLeast) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (watermark() < atLeast && System.nanoTime() - deadline < 0) {
      poll();
    }
    return watermark();
  }

  KafkaMark mark() {
    return reader.getCheckpointMark();
  }

  @Override
  public void close() {
    reader.close();
  }
}
