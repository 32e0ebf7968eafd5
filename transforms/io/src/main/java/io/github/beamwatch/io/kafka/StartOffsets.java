package io.github.beamwatch.io.kafka;

import io.github.beamwatch.core.spec.StartPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Finds the offsets at which a job without a checkpoint begins. */
final class StartOffsets {

  private StartOffsets() {}

  /** An offset for each partition. */
  static Map<TopicPartition, Long> find(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      StartPosition start,
      Duration timeout) {
    return switch (start.kind()) {
      case EARLIEST -> consumer.beginningOffsets(partitions, timeout);
      case LATEST -> consumer.endOffsets(partitions, timeout);
      case COMMITTED -> committed(consumer, partitions, timeout);
      case INSTANT ->
          writtenSince(
              consumer, partitions, Objects.requireNonNull(start.at()).toEpochMilli(), timeout);
    };
  }

  /** Without an offset of the group nothing was processed yet: from the first record, then. */
  private static Map<TopicPartition, Long> committed(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Duration timeout) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    consumer
        .committed(new HashSet<>(partitions), timeout)
        .forEach(
            (partition, committed) -> {
              if (committed != null) {
                offsets.put(partition, committed.offset());
              }
            });
    List<TopicPartition> others = without(offsets, partitions);
    if (!others.isEmpty()) {
      offsets.putAll(consumer.beginningOffsets(others, timeout));
    }
    return offsets;
  }

  /** A partition to which nothing was written since begins at its end. */
  private static Map<TopicPartition, Long> writtenSince(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      long epochMillis,
      Duration timeout) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, epochMillis));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    consumer
        .offsetsForTimes(times, timeout)
        .forEach(
            (partition, found) -> {
              if (found != null) {
                offsets.put(partition, found.offset());
              }
            });
    List<TopicPartition> others = without(offsets, partitions);
    if (!others.isEmpty()) {
      offsets.putAll(consumer.endOffsets(others, timeout));
    }
    return offsets;
  }

  private static List<TopicPartition> without(
      Map<TopicPartition, Long> offsets, List<TopicPartition> partitions) {
    List<TopicPartition> others = new ArrayList<>(partitions);
    others.removeAll(offsets.keySet());
    return others;
  }
}
