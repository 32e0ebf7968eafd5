package io.github.beamwatch.io.kafka;

import io.github.beamwatch.core.spec.SinkSpec;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

public final class KafkaSink {
  private KafkaSink() {}

  public static PTransform<PCollection<KV<String, String>>, PDone> write(
      SinkSpec.Kafka sink, String brokers) {
    throw new UnsupportedOperationException();
  }
}
