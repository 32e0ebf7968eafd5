package io.github.beamwatch.benchmarks.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.beamwatch.fixtures.kafka.KafkaBrokerProcess;
import io.github.beamwatch.fixtures.process.ChildProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** {@code run deliver} from a topic: a broker, a runner, and claims where asked for. */
final class Ours implements Contestant {

  private static final String TOPIC = "alerts";

  private final KafkaBrokerProcess broker = KafkaBrokerProcess.start();
  private final ChildProcess process;
  private final KafkaProducer<byte[], byte[]> producer;
  private final String name;

  Ours(String name, String runner, Path home, String webhook, Path logs, String redis) {
    broker.topics().createTopic(TOPIC, 2);
    this.name = name;
    process =
        ChildProcess.start(
            name,
            List.of(
                home.resolve("bin/beamwatch").toString(),
                "run",
                "deliver",
                "--runner=" + runner,
                "--set",
                redis.isEmpty() ? "claims=" : "claims={redis: {uri: '" + redis + "'}}",
                "--set",
                "group.maxAlerts=1",
                "--set",
                "channels={hook: {webhook: {url: '" + webhook + "'}}}"),
            Map.of("KAFKA", broker.bootstrapServers()),
            logs.resolve(name + ".log"));
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("linger.ms", 0);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void take(List<SentAlert> alerts) {
    for (SentAlert alert : alerts) {
      producer.send(
          new ProducerRecord<>(TOPIC, alert.number() % 2, null, alert.json().getBytes(UTF_8)));
    }
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
    process.close();
    broker.close();
  }
}
