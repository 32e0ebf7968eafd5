package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.delivery.DeliveryLedger;
import io.github.beamwatch.beam.parse.RawBatch;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * A topic whose offsets and checkpoints tell of settled records alone, by the {@link
 * DeliveryLedger} of its run. One reader reads all partitions: it and the end of the pipeline must
 * live in one process.
 */
final class SettledSource extends UnboundedSource<RawBatch, KafkaMark> {
  private static final long serialVersionUID = 1L;

  private final KafkaBatchSource topic;
  private final String run;

  SettledSource(KafkaBatchSource topic, String run) {
    this.topic = topic;
    this.run = run;
  }

  @Override
  public List<SettledSource> split(int desiredNumSplits, PipelineOptions options) {
    return List.of(this);
  }

  @Override
  public SettledReader createReader(PipelineOptions options, @Nullable KafkaMark mark) {
    return new SettledReader(this, topic.createReader(options, mark), DeliveryLedger.of(run));
  }

  @Override
  public Coder<KafkaMark> getCheckpointMarkCoder() {
    return topic.getCheckpointMarkCoder();
  }

  @Override
  public Coder<RawBatch> getOutputCoder() {
    return topic.getOutputCoder();
  }
}
