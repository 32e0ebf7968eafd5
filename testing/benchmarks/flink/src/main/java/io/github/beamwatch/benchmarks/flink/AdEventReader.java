package io.github.beamwatch.benchmarks.flink;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Binds JSON to events. */
final class AdEventReader implements Serializable {
  private static final long serialVersionUID = 1;

  private final ObjectReader reader =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build()
          .readerFor(AdEvent.class);

  /** The event; null where the text is none. */
  @Nullable AdEvent read(String json) {
    try {
      return complete(reader.readValue(json));
    } catch (IOException e) {
      return null;
    }
  }

  /** The event; null where the bytes are none. */
  @Nullable AdEvent read(byte[] json) {
    try {
      return complete(reader.readValue(json));
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable AdEvent complete(@Nullable AdEvent event) {
    return event != null && event.complete() ? event : null;
  }
}
