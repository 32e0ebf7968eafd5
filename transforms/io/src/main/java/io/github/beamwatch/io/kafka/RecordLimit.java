package io.github.beamwatch.io.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.Map;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;

/**
 * How large a record may be: the producer measures it as it is ({@code max.request.size}, {@code
 * buffer.memory}), the topic with its compression ({@code max.message.bytes}).
 */
final class RecordLimit implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No limit of a topic, or none that is known. */
  static final int UNKNOWN = Integer.MAX_VALUE;

  /** What key and value get around them: at most 61 bytes of a batch and 31 of a record. */
  private static final int AROUND = 128;

  /** Bytes of UTF-8 in a char, at most. */
  private static final int OF_CHAR = 3;

  private final long producerBytes;
  private final int topicBytes;
  private final String compression;

  private RecordLimit(long producerBytes, int topicBytes, String compression) {
    this.producerBytes = producerBytes;
    this.topicBytes = topicBytes;
    this.compression = compression;
  }

  /**
   * The limit of a producer with these properties.
   *
   * @param topicBytes the topic's {@code max.message.bytes}, or {@link #UNKNOWN}
   */
  static RecordLimit of(Map<String, Object> producer, int topicBytes) {
    return new RecordLimit(
        Math.min(
            number(producer, "max.request.size", 1 << 20),
            number(producer, "buffer.memory", 32 << 20)),
        topicBytes,
        String.valueOf(producer.getOrDefault("compression.type", "none")));
  }

  /** A text that is no number is the producer's to refuse. */
  private static long number(Map<String, Object> producer, String name, long otherwise) {
    try {
      return Long.parseLong(String.valueOf(producer.getOrDefault(name, otherwise)).trim());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** How many bytes a record may have, at most, if compression does not help. */
  long bytes() {
    return Math.min(producerBytes, topicBytes);
  }

  /** Whether the producer and the topic take this record. */
  boolean takes(String key, String value) {
    if ((long) OF_CHAR * (key.length() + (long) value.length()) + AROUND <= bytes()) {
      return true;
    }
    byte[] keyBytes = key.getBytes(UTF_8);
    byte[] valueBytes = value.getBytes(UTF_8);
    long size = (long) keyBytes.length + valueBytes.length + AROUND;
    return size <= producerBytes
        && (size <= topicBytes || compressed(keyBytes, valueBytes) <= topicBytes);
  }

  /** The batch that the producer would send for this record alone. */
  private long compressed(byte[] key, byte[] value) {
    if (compression.equals("none")) {
      return Long.MAX_VALUE;
    }
    return MemoryRecords.withRecords(
            Compression.of(compression).build(), new SimpleRecord(0L, key, value))
        .sizeInBytes();
  }
}
