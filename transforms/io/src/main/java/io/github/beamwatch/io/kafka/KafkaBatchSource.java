package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.beam.parse.RawBatchCoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A topic, or some of its partitions, as a source of batches. */
final class KafkaBatchSource extends UnboundedSource<RawBatch, KafkaMark> {

  private static final long serialVersionUID = 1L;

  private final KafkaReading reading;
  private final int[] partitions;

  /**
   * @param partitions the numbers of the partitions to read; empty to ask the broker, once, when
   *     the job starts
   */
  KafkaBatchSource(KafkaReading reading, int[] partitions) {
    this.reading = reading;
    this.partitions = partitions.clone();
  }

  /**
   * One split for each reader, of as equal size as the partitions allow. Never more splits than
   * were asked for: a reader of several splits would wait for the drained ones while others have
   * records, and on Flink its watermark ignores those that have not begun.
   */
  @Override
  public List<KafkaBatchSource> split(int desiredNumSplits, PipelineOptions options) {
    int[] all = partitions.length > 0 ? partitions : askBroker();
    int splits = Math.min(desiredNumSplits, all.length);
    List<KafkaBatchSource> sources = new ArrayList<>();
    for (int split = 0; split < splits; split++) {
      int first = split;
      sources.add(
          new KafkaBatchSource(
              reading,
              IntStream.range(0, all.length)
                  .filter(i -> i % splits == first)
                  .map(i -> all[i])
                  .toArray()));
    }
    return sources;
  }

  @Override
  public KafkaBatchReader createReader(PipelineOptions options, @Nullable KafkaMark mark) {
    if (mark != null) {
      return new KafkaBatchReader(this, reading, mark.partitions());
    }
    int[] all = partitions.length > 0 ? partitions : askBroker();
    return new KafkaBatchReader(
        this,
        reading,
        IntStream.of(all)
            .mapToObj(
                partition ->
                    new PartitionMark(
                        partition, PartitionMark.UNKNOWN, PartitionWatermark.State.START))
            .toList());
  }

  @Override
  public Coder<KafkaMark> getCheckpointMarkCoder() {
    return new KafkaMarkCoder();
  }

  @Override
  public Coder<RawBatch> getOutputCoder() {
    return RawBatchCoder.of();
  }

  /** What the records of a partition have for their origin. */
  String origin(int partition) {
    return reading.topic() + "/" + partition;
  }

  private int[] askBroker() {
    try (var consumer =
        new KafkaConsumer<>(
            new HashMap<String, Object>(reading.consumerProperties()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      int[] found =
          consumer.partitionsFor(reading.topic()).stream()
              .mapToInt(PartitionInfo::partition)
              .sorted()
              .toArray();
      if (found.length == 0) {
        throw new IllegalStateException("The Kafka topic " + reading.topic() + " does not exist");
      }
      return found;
    }
  }
}
