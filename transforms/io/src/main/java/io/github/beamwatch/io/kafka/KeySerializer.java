package io.github.beamwatch.io.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes keys as text, and an empty key as none: records that belong to nobody are spread over the
 * partitions instead of all meeting in one.
 */
public final class KeySerializer implements Serializer<String> {

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable String key) {
    return key == null || key.isEmpty() ? null : key.getBytes(UTF_8);
  }
}
