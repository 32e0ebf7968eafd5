package io.github.beamwatch.benchmarks.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Parses at the source, where watermarks can be kept per partition. */
final class AdEventDeserializer implements KafkaRecordDeserializationSchema<AdEvent> {
  private static final long serialVersionUID = 1;

  private final AdEventReader reader = new AdEventReader();

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<AdEvent> events) {
    AdEvent event = reader.read(record.value());
    if (event != null) {
      events.collect(event);
    }
  }

  @Override
  public TypeInformation<AdEvent> getProducedType() {
    return TypeInformation.of(AdEvent.class);
  }
}
