package io.github.beamwatch.io.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import io.github.beamwatch.io.ConnectorUnavailableException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class KafkaPreflightTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(2);

  @Test
  void tellsThePartitions(KafkaBroker broker) throws Exception {
    broker.createTopic("preflight-events", 3);

    assertThat(check(broker, "preflight-events")).isEqualTo(3);
  }

  @Test
  void nothingListens() throws Exception {
    int port = closedPort();

    assertThatThrownBy(() -> KafkaPreflight.check("127.0.0.1:" + port, "t", Map.of(), SHORT))
        .isInstanceOf(ConnectorUnavailableException.class)
        .hasMessage(
            "no Kafka broker answers at 127.0.0.1:%d (tried 2 s): is it running, and is the"
                + " address right?",
            port);
  }

  @Test
  void unknownHost() {
    assertThatThrownBy(
            () -> KafkaPreflight.check("no-such-host.invalid:9092", "t", Map.of(), SHORT))
        .isInstanceOf(ConnectorUnavailableException.class)
        .hasMessageStartingWith("no Kafka broker answers at no-such-host.invalid:9092 (tried 2 s)");
  }

  @Test
  void somethingElseListens() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();

      assertThatThrownBy(() -> KafkaPreflight.check(address, "t", Map.of(), SHORT))
          .isInstanceOf(ConnectorUnavailableException.class)
          .hasMessageStartingWith("something listens at " + address + " but gives no Kafka answer");
    }
  }

  @Test
  void missingTopicNamesTheNearest(KafkaBroker broker) {
    broker.createTopic("preflight-orders", 1);

    assertThatThrownBy(() -> check(broker, "preflight-ordres"))
        .isInstanceOf(ConnectorUnavailableException.class)
        .hasMessageStartingWith(
            "the Kafka topic preflight-ordres does not exist at %s; the nearest there are:"
                + " preflight-orders",
            broker.bootstrapServers());
  }

  @Test
  void topicWithAnImpossibleNameIsMissing(KafkaBroker broker) {
    assertThatThrownBy(() -> check(broker, "no topic/at all"))
        .isInstanceOf(ConnectorUnavailableException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void sinkNeedsItsTopicWhereBrokersCreateNone(KafkaBroker broker) {
    assertThatThrownBy(
            () -> KafkaPreflight.checkSink(broker.bootstrapServers(), "nil", Map.of(), PATIENCE))
        .isInstanceOf(ConnectorUnavailableException.class)
        .hasMessageStartingWith("the Kafka topic nil does not exist");
  }

  @Test
  void sinkMayLackItsTopicWhereBrokersCreateThem() {
    try (KafkaBroker broker =
        KafkaBroker.start(Map.of("auto.create.topics.enable", "true"), Map.of())) {
      assertThatCode(
              () -> KafkaPreflight.checkSink(broker.bootstrapServers(), "nil", Map.of(), PATIENCE))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void wrongPasswordAndNone() {
    try (KafkaBroker broker = KafkaBroker.startWithPassword("ana", "secret")) {
      broker.createTopic("closed", 2);
      String servers = broker.bootstrapServers();

      assertThatCode(() -> KafkaPreflight.check(servers, "closed", login("secret"), PATIENCE))
          .doesNotThrowAnyException();
      assertThatThrownBy(() -> KafkaPreflight.check(servers, "closed", login("wrong"), PATIENCE))
          .isInstanceOf(ConnectorUnavailableException.class)
          .hasMessage(
              "the Kafka broker at %s refused the login: Authentication failed: Invalid username or"
                  + " password",
              servers);
      assertThatThrownBy(() -> KafkaPreflight.check(servers, "closed", Map.of(), SHORT))
          .isInstanceOf(ConnectorUnavailableException.class)
          .hasMessageContaining("does it need security.protocol SSL or SASL");
    }
  }

  @Test
  void propertiesThatKafkaRefuses(KafkaBroker broker) {
    assertThatThrownBy(
            () ->
                KafkaPreflight.check(
                    broker.bootstrapServers(),
                    "t",
                    Map.of("security.protocol", "SASL_PLAIN"),
                    PATIENCE))
        .isInstanceOf(ConnectorUnavailableException.class)
        .hasMessageStartingWith("the Kafka properties are not accepted: ")
        .hasMessageContaining("SASL_PLAIN");
  }

  private static int check(KafkaBroker broker, String topic) throws ConnectorUnavailableException {
    return KafkaPreflight.check(broker.bootstrapServers(), topic, Map.of(), PATIENCE);
  }

  private static Map<String, String> login(String password) {
    return Map.of(
        "security.protocol", "SASL_PLAINTEXT",
        "sasl.mechanism", "PLAIN",
        "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"ana\""
                + " password=\""
                + password
                + "\";",
        // A consumer's property that an admin client does not know.
        "max.poll.records", "10");
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
