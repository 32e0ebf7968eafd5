package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.delivery.DeliveryLedger;
import io.github.beamwatch.beam.parse.RawBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    DeliveryLedger ledger = DeliveryLedger.of(run);
    Map<String, Deque<Long>> underWay = new HashMap<>();
    KafkaMark start = mark == null ? null : behindKnown(mark, ledger, underWay);
    return new SettledReader(this, topic.createReader(options, start), ledger, underWay);
  }

  /**
   * The Direct runner makes readers anew all the time: what is under way here is not read again.
   */
  private KafkaMark behindKnown(
      KafkaMark mark, DeliveryLedger ledger, Map<String, Deque<Long>> underWay) {
    List<PartitionMark> partitions = new ArrayList<>();
    for (PartitionMark partition : mark.partitions()) {
      String origin = ledger.nameOf(topic.origin(partition.partition()));
      List<Long> known = ledger.knownFrom(origin, partition.nextOffset());
      underWay.put(origin, new ArrayDeque<>(known));
      partitions.add(
          new PartitionMark(
              partition.partition(), partition.nextOffset() + known.size(), partition.watermark()));
    }
    return mark.at(partitions);
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
