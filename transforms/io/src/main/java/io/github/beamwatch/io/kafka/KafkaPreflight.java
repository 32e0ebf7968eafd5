package io.github.beamwatch.io.kafka;

import io.github.beamwatch.io.ConnectorUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks whether a topic can be used before a job is built on it: a job that starts without its
 * broker waits without a word, or fails late and far away.
 *
 * <pre>{@code
 * int partitions =
 *     KafkaPreflight.check(
 *         spec.bootstrapServers(), spec.topic(), spec.properties(), DEFAULT_TIMEOUT);
 * }</pre>
 */
public final class KafkaPreflight {

  /** How long to wait for an answer. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  private KafkaPreflight() {}

  /**
   * Looks for a topic to read.
   *
   * @param properties the client properties of the spec, {@link ClientSecurity} with them: those
   *     for a login are used
   * @return how many partitions the topic has
   * @throws ConnectorUnavailableException with one sentence that says what is missing
   */
  public static int check(
      String bootstrapServers, String topic, Map<String, String> properties, Duration timeout)
      throws ConnectorUnavailableException {
    return check(bootstrapServers, topic, properties, timeout, false);
  }

  /**
   * Looks for a topic to write: one that is missing is as well where brokers create topics by
   * themselves.
   *
   * @param properties the client properties of the spec: those for a login are used
   * @return the topic's {@code max.message.bytes}; {@link Integer#MAX_VALUE} where the topic is not
   *     there yet or the user may not ask
   * @throws ConnectorUnavailableException with one sentence that says what is missing
   */
  public static int checkSink(
      String bootstrapServers, String topic, Map<String, String> properties, Duration timeout)
      throws ConnectorUnavailableException {
    return check(bootstrapServers, topic, properties, timeout, true);
  }

  private static int check(
      String brokers, String topic, Map<String, String> properties, Duration timeout, boolean sink)
      throws ConnectorUnavailableException {
    long deadline = System.nanoTime() + timeout.toNanos();
    BrokerDoor.await(brokers, timeout, deadline);
    try (TopicAdmin admin = new TopicAdmin(brokers, properties, timeout, deadline)) {
      try {
        int partitions = admin.partitions(topic);
        return sink ? admin.maxMessageBytes(topic) : partitions;
      } catch (ExecutionException e) {
        if (!isMissing(e)) {
          throw e;
        }
        if (sink && admin.createsTopics()) {
          return RecordLimit.UNKNOWN;
        }
        throw missing(brokers, topic, admin.topics(), e);
      }
    } catch (ExecutionException e) {
      throw refused(brokers, topic, timeout, e);
    } catch (TimeoutException e) {
      throw silent(brokers, timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectorUnavailableException("looking for the Kafka broker was interrupted", e);
    } catch (KafkaException e) {
      throw new ConnectorUnavailableException(
          "the Kafka properties are not accepted: " + root(e), e);
    }
  }

  private static boolean isMissing(ExecutionException e) {
    return e.getCause() instanceof UnknownTopicOrPartitionException
        || e.getCause() instanceof InvalidTopicException;
  }

  private static ConnectorUnavailableException missing(
      String brokers, String topic, Set<String> topics, ExecutionException e) {
    return new ConnectorUnavailableException(
        "the Kafka topic "
            + topic
            + " does not exist at "
            + brokers
            + (topics.isEmpty()
                ? "; there is no topic at all"
                : "; the nearest there are: " + String.join(", ", NearestNames.of(topic, topics))),
        e);
  }

  private static ConnectorUnavailableException refused(
      String brokers, String topic, Duration timeout, ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof SslAuthenticationException) {
      return new ConnectorUnavailableException(
          "the TLS handshake with the Kafka broker at "
              + brokers
              + " failed: "
              + root(cause)
              + "; does security.truststore hold the certificate that signed the broker's?",
          e);
    }
    if (cause instanceof AuthenticationException) {
      return new ConnectorUnavailableException(
          "the Kafka broker at " + brokers + " refused the login: " + cause.getMessage(), e);
    }
    if (cause instanceof AuthorizationException) {
      return new ConnectorUnavailableException(
          "the Kafka broker at "
              + brokers
              + " does not allow this user to look at the topic "
              + topic,
          e);
    }
    return silent(brokers, timeout, e);
  }

  private static String root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private static ConnectorUnavailableException silent(
      String brokers, Duration timeout, Exception e) {
    return new ConnectorUnavailableException(
        "something listens at "
            + brokers
            + " but gives no Kafka answer (tried "
            + timeout.toSeconds()
            + " s): does it need security.protocol SSL or SASL, or does it advertise an address"
            + " that cannot be reached from here?",
        e);
  }
}
