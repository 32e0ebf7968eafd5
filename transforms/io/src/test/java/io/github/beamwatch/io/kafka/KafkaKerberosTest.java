package io.github.beamwatch.io.kafka;

import static io.github.beamwatch.io.kafka.EventTimes.BASE;
import static io.github.beamwatch.io.kafka.EventTimes.produce;
import static io.github.beamwatch.io.kafka.EventTimes.steady;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.TestCertificates;
import io.github.beamwatch.io.ConnectorUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that wants TLS and Kerberos, whose words go by {@code properties} alone. */
class KafkaKerberosTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  @Test
  void readsAndWritesByKerberosAndIsRefusedWithAnotherKeytab() throws Exception {
    TestCertificates certificates = TestCertificates.in(folder.resolve("tls"));
    try (LocalKdc kdc = LocalKdc.start(folder.resolve("kdc"))) {
      String ofBroker = kdc.login("kafka/localhost");
      Map<String, String> client = client(kdc.login("watch"), certificates);
      try (KafkaBroker broker = KafkaBroker.start(server(ofBroker, certificates), client)) {
        broker.createTopic("kerberos", 1);
        produce(broker, "kerberos", 0, steady(BASE, 50));
        KafkaSourceSpec source =
            KafkaSourceSpec.of(broker.bootstrapServers(), "kerberos").withProperties(client);

        assertThat(KafkaPreflight.check(broker.bootstrapServers(), "kerberos", client, PATIENCE))
            .isEqualTo(1);
        try (Collected collected =
            Collected.from(
                KafkaSource.read(source, EventTimes.READER, Duration.ZERO, Duration.ZERO))) {
          assertThat(collected.await(50)).hasSize(50);
        }
        broker.createTopic("kerberos-out", 1);
        Pipeline pipeline = Pipeline.create();
        pipeline
            .apply(Create.of(KV.of("k", "v")))
            .apply(
                KafkaSink.write(
                    new SinkSpec.Kafka(
                        broker.bootstrapServers(), "kerberos-out", null, client, null),
                    "nowhere:1"));
        pipeline.run().waitUntilFinish();
        assertThat(new String(broker.consume("kerberos-out", 1, PATIENCE).get(0).value(), UTF_8))
            .isEqualTo("v");

        kdc.login("other");
        String wrong = kdc.login("watch", folder.resolve("kdc").resolve("other.keytab"));
        assertThatThrownBy(
                () ->
                    KafkaPreflight.check(
                        broker.bootstrapServers(),
                        "kerberos",
                        client(wrong, certificates),
                        PATIENCE))
            .isInstanceOf(ConnectorUnavailableException.class)
            .hasMessageStartingWith("the Kafka properties are not accepted: ");
      }
    }
  }

  private static Map<String, String> server(String login, TestCertificates certificates) {
    Map<String, String> server = new HashMap<>();
    server.put("listener.security.protocol.map", "CLIENT:SASL_SSL,CONTROLLER:PLAINTEXT");
    server.put("sasl.enabled.mechanisms", "GSSAPI");
    server.put("sasl.mechanism.inter.broker.protocol", "GSSAPI");
    server.put("sasl.kerberos.service.name", "kafka");
    server.put("listener.name.client.gssapi.sasl.jaas.config", login);
    server.put("ssl.keystore.location", certificates.keystore().toString());
    server.put("ssl.keystore.type", "PKCS12");
    server.put("ssl.keystore.password", certificates.password());
    server.put("ssl.truststore.location", certificates.certificate().toString());
    server.put("ssl.truststore.type", "PEM");
    return server;
  }

  private static Map<String, String> client(String login, TestCertificates certificates) {
    return Map.of(
        "security.protocol", "SASL_SSL",
        "sasl.mechanism", "GSSAPI",
        "sasl.kerberos.service.name", "kafka",
        "sasl.jaas.config", login,
        "ssl.truststore.location", certificates.certificate().toString(),
        "ssl.truststore.type", "PEM");
  }
}
