package io.github.beamwatch.io.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** Asks a broker about topics, all questions together within one deadline. */
final class TopicAdmin implements AutoCloseable {

  private final Admin admin;
  private final long deadline;

  /**
   * @param properties of a consumer or producer: those that an admin client knows are used
   * @param deadline by {@link System#nanoTime}
   */
  TopicAdmin(
      String bootstrapServers, Map<String, String> properties, Duration timeout, long deadline) {
    Map<String, Object> config = new HashMap<>(properties);
    config.keySet().retainAll(AdminClientConfig.configNames());
    String millis = Long.toString(timeout.toMillis());
    config.put("bootstrap.servers", bootstrapServers);
    config.put("request.timeout.ms", millis);
    config.put("default.api.timeout.ms", millis);
    // A listener that wants TLS hangs up at once: do not knock twenty times a second.
    config.put("reconnect.backoff.ms", "1000");
    this.admin = Admin.create(config);
    this.deadline = deadline;
  }

  int partitions(String topic) throws ExecutionException, TimeoutException, InterruptedException {
    return get(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
        .mapToInt(description -> description.partitions().size())
        .sum();
  }

  Set<String> topics() throws ExecutionException, TimeoutException, InterruptedException {
    return get(admin.listTopics().names());
  }

  /** Whether a broker makes a topic when somebody writes to it. */
  boolean createsTopics() throws ExecutionException, TimeoutException, InterruptedException {
    String broker = get(admin.describeCluster().nodes()).iterator().next().idString();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker);
    for (Config config : get(admin.describeConfigs(List.of(resource)).all()).values()) {
      if ("true".equals(config.get("auto.create.topics.enable").value())) {
        return true;
      }
    }
    return false;
  }

  /** The largest batch that the topic takes; {@link RecordLimit#UNKNOWN} to who may not ask. */
  int maxMessageBytes(String topic) throws TimeoutException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      Config config =
          get(admin.describeConfigs(List.of(resource)).values().values().iterator().next());
      return Integer.parseInt(config.get("max.message.bytes").value());
    } catch (ExecutionException e) {
      return RecordLimit.UNKNOWN;
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private <T> T get(KafkaFuture<T> answer)
      throws ExecutionException, TimeoutException, InterruptedException {
    return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
  }
}
