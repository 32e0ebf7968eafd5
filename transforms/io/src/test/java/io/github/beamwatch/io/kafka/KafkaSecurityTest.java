package io.github.beamwatch.io.kafka;

import static io.github.beamwatch.io.kafka.EventTimes.BASE;
import static io.github.beamwatch.io.kafka.EventTimes.produce;
import static io.github.beamwatch.io.kafka.EventTimes.steady;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.spec.KafkaSecuritySpec;
import io.github.beamwatch.core.spec.KafkaSecuritySpec.Protocol;
import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.TestCertificates;
import io.github.beamwatch.io.ConnectorUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that wants TLS and a password. */
class KafkaSecurityTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PASSWORD = "never-print-me\"\\kafka";

  @TempDir static Path folder;

  private static KafkaBroker broker;
  private static KafkaSecuritySpec security;

  @BeforeAll
  static void start() {
    TestCertificates certificates = TestCertificates.in(folder);
    broker =
        KafkaBroker.startWithTls(
            certificates, "ana", PASSWORD.replace("\\", "\\\\").replace("\"", "\\\""));
    broker.createTopic("secured", 2);
    security =
        KafkaSecuritySpec.login(Protocol.SASL_SSL, "ana", Secret.of(PASSWORD))
            .withTruststore(certificates.certificate().toString(), null);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void readsAndWrites() throws Exception {
    produce(broker, "secured", 0, steady(BASE, 50));
    KafkaSourceSpec source =
        KafkaSourceSpec.of(broker.bootstrapServers(), "secured").withSecurity(security);
    assertThat(check(security)).isEqualTo(2);
    try (Collected collected =
        Collected.from(KafkaSource.read(source, EventTimes.READER, Duration.ZERO, Duration.ZERO))) {
      assertThat(collected.await(50)).hasSize(50);
    }
    broker.createTopic("out", 1);
    SinkSpec.Kafka sink = new SinkSpec.Kafka(null, "out", null, Map.of(), null).orAs(source);
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(Create.of(KV.of("k", "v"))).apply(KafkaSink.write(sink, "nowhere:1"));
    pipeline.run().waitUntilFinish();

    assertThat(new String(broker.consume("out", 1, PATIENCE).get(0).value(), UTF_8)).isEqualTo("v");
    assertThat(source.toString() + sink + security).doesNotContain("never-print-me");
  }

  @Test
  void aWrongPasswordIsOneSentence() {
    assertThatThrownBy(
            () ->
                check(
                    KafkaSecuritySpec.login(
                            Protocol.SASL_SSL, "ana", Secret.of("never-print-me-wrong"))
                        .withTruststore(security.truststore(), null)))
        .isInstanceOf(ConnectorUnavailableException.class)
        .hasMessage(
            "the Kafka broker at %s refused the login: Authentication failed: Invalid username or"
                + " password",
            broker.bootstrapServers());
  }

  @Test
  void aCertificateThatNobodyTrustsIsOneSentence() {
    assertThatThrownBy(
            () -> check(KafkaSecuritySpec.login(Protocol.SASL_SSL, "ana", Secret.of(PASSWORD))))
        .isInstanceOf(ConnectorUnavailableException.class)
        .hasMessageStartingWith("the TLS handshake with the Kafka broker at ")
        .hasMessageContaining("truststore")
        .hasMessageNotContaining("never-print-me");
  }

  @Test
  void aTruststoreThatIsNotThereIsOneSentence() {
    assertThatThrownBy(() -> check(security.withTruststore("/no/such.pem", null)))
        .isInstanceOf(ConnectorUnavailableException.class)
        .hasMessageStartingWith("the Kafka properties are not accepted: ")
        .hasMessageContaining("/no/such.pem");
  }

  private static int check(KafkaSecuritySpec with) throws ConnectorUnavailableException {
    return KafkaPreflight.check(
        broker.bootstrapServers(), "secured", ClientSecurity.with(Map.of(), with), PATIENCE);
  }
}
