package io.github.beamwatch.benchmarks.flink;

import java.time.Duration;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The same from topic to topic, until it is stopped: watermarks per partition, a checkpoint each
 * second, at least once. Usage: {@code FlinkKafkaAdJob BOOTSTRAP_SERVERS EVENT_TOPIC ALERT_TOPIC
 * PARALLELISM}.
 */
public final class FlinkKafkaAdJob {

  private static final Duration MAX_DISORDER = Duration.ofSeconds(20);
  private static final long CHECKPOINT_MILLIS = 1_000;

  private FlinkKafkaAdJob() {}

  public static void main(String[] args) throws Exception {
    String servers = args[0];
    int parallelism = Integer.parseInt(args[3]);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, new Configuration());
    environment.getConfig().enableObjectReuse();
    environment.enableCheckpointing(CHECKPOINT_MILLIS);
    KafkaSource<AdEvent> source =
        KafkaSource.<AdEvent>builder()
            .setBootstrapServers(servers)
            .setTopics(args[1])
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new AdEventDeserializer())
            // As ours: large polls cost fewer hand-overs between threads.
            .setProperty("max.poll.records", "20000")
            .setProperty("receive.buffer.bytes", "524288")
            .build();
    DataStream<AdEvent> events =
        environment.fromSource(source, PlainRulesOnFlink.watermarks(MAX_DISORDER), "events");
    PlainRulesOnFlink.alerts(events)
        .sinkTo(
            KafkaSink.<String>builder()
                .setBootstrapServers(servers)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(
                    KafkaRecordSerializationSchema.<String>builder()
                        .setTopic(args[2])
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build())
                .build());
    environment.execute("ad-metrics-plain");
  }
}
