package io.github.beamwatch.benchmarks.kafka;

import io.github.beamwatch.benchmarks.run.Programs;
import io.github.beamwatch.fixtures.kafka.KafkaBrokerProcess;
import io.github.beamwatch.fixtures.process.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A broker, and jobs that read and write its topics, each with an alert topic of its own. */
final class Workbench implements AutoCloseable {

  static final int PARTITIONS = 4;

  /** Ours and the reference. */
  static final List<String> JOBS = List.of("ours-flink-kafka", "flink-kafka");

  private final KafkaBrokerProcess broker = KafkaBrokerProcess.start();
  private final Programs programs;
  private final Path logs;
  private int started;

  Workbench(Programs programs, Path logs) {
    this.programs = programs;
    this.logs = logs;
  }

  String servers() {
    return broker.bootstrapServers();
  }

  /** A new topic for events. */
  String eventTopic(String name) {
    broker.topics().createTopic(name, PARTITIONS);
    return name;
  }

  /** A new topic for the alerts of the next job. */
  String alertTopic(String job) {
    started++;
    String topic = "alerts-" + job + "-" + started;
    broker.topics().createTopic(topic, 1);
    broker.topics().createTopic(topic + "-dead-letters", 1);
    return topic;
  }

  ChildProcess start(String job, String events, String alerts) {
    List<String> command =
        job.equals(JOBS.get(0))
            ? programs.oursFromKafka(servers(), events, alerts)
            : programs.flinkFromKafka(servers(), events, alerts);
    return ChildProcess.start(job, command, Map.of(), logs.resolve(alerts + ".log"));
  }

  @Override
  public void close() {
    broker.close();
  }
}
