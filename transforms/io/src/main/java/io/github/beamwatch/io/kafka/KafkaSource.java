package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.event.EventTimeReader;
import io.github.beamwatch.core.spec.KafkaSourceSpec;
import java.time.Duration;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

public final class KafkaSource {
  private KafkaSource() {}

  public static PTransform<PBegin, PCollection<RawRecord>> read(
      KafkaSourceSpec spec, EventTimeReader times, Duration window, Duration lateness) {
    throw new UnsupportedOperationException();
  }
}
