package io.github.beamwatch.io.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.spec.KafkaSecuritySpec;
import io.github.beamwatch.core.spec.KafkaSecuritySpec.Mechanism;
import io.github.beamwatch.core.spec.KafkaSecuritySpec.Protocol;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.io.ConnectorUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.Test;

/** A login by SCRAM-SHA-512, at a real broker. */
class KafkaScramTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ADMIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\""
          + " password=\"never-print-me\"";
  private static final String PASSWORD = "never-print-me-scram";

  @Test
  void logsInByScramAndIsRefusedWithAnotherPassword() throws Exception {
    Map<String, String> administrator =
        Map.of(
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config", ADMIN + ";");
    try (KafkaBroker broker =
        KafkaBroker.start(
            Map.of(
                "listener.security.protocol.map",
                "CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN,SCRAM-SHA-512",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "listener.name.client.plain.sasl.jaas.config",
                ADMIN + " user_admin=\"never-print-me\";",
                "listener.name.client.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
            administrator)) {
      broker.createTopic("scram", 1);
      Map<String, Object> client = new java.util.HashMap<>(administrator);
      client.put("bootstrap.servers", broker.bootstrapServers());
      try (Admin admin = Admin.create(client)) {
        admin
            .alterUserScramCredentials(
                List.of(
                    new UserScramCredentialUpsertion(
                        "ana",
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                        PASSWORD)))
            .all()
            .get();
      }

      assertThat(check(broker, PASSWORD)).isEqualTo(1);
      Pipeline pipeline = Pipeline.create();
      pipeline
          .apply(Create.of(KV.of("k", "v")))
          .apply(
              KafkaSink.write(
                  new SinkSpec.Kafka(
                      broker.bootstrapServers(), "scram", login(PASSWORD), Map.of(), null),
                  "nowhere:1"));
      pipeline.run().waitUntilFinish();
      assertThat(new String(broker.consume("scram", 1, PATIENCE).get(0).value(), UTF_8))
          .isEqualTo("v");

      assertThatThrownBy(() -> check(broker, "never-print-me-wrong"))
          .isInstanceOf(ConnectorUnavailableException.class)
          .hasMessageContaining("refused the login")
          .hasMessageNotContaining("never-print-me");
    }
  }

  private static KafkaSecuritySpec login(String password) {
    return new KafkaSecuritySpec(
        Protocol.SASL_PLAINTEXT,
        Mechanism.SCRAM_SHA_512,
        "ana",
        Secret.of(password),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static int check(KafkaBroker broker, String password)
      throws ConnectorUnavailableException {
    return KafkaPreflight.check(
        broker.bootstrapServers(),
        "scram",
        ClientSecurity.with(Map.of(), login(password)),
        PATIENCE);
  }
}
