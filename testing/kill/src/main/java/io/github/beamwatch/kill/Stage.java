package io.github.beamwatch.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.beamwatch.fixtures.flink.FlinkStandalone;
import io.github.beamwatch.fixtures.kafka.KafkaBrokerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Everything that runs, and what can be done to it. */
final class Stage implements AutoCloseable {

  static final String ALERTS = "alerts";
  static final String METRICS = "metrics";

  private static final String FIRST_SPEC = "ads.yaml";
  private static final String NEXT_SPEC = "ads-next.yaml";
  private static final Duration READ = Duration.ofMinutes(1);
  private static final int ATTEMPTS = 20;

  private final KillPlan plan;
  private final Diary diary;
  private final KafkaBrokerProcess broker;
  private final FlinkStandalone cluster;
  private final FlinkJob job;
  private String spec = FIRST_SPEC;

  Stage(Programs programs, KillPlan plan, Diary diary, Path folder) throws IOException {
    this.plan = plan;
    this.diary = diary;
    broker = KafkaBrokerProcess.start();
    broker.topics().createTopic(EventFeed.TOPIC, EventFeed.PARTITIONS);
    for (String topic : List.of(ALERTS, METRICS, "dead-letters", "metrics-too")) {
      broker.topics().createTopic(topic, 2);
    }
    cluster =
        FlinkStandalone.start(
            programs.flinkJars(),
            folder.resolve("flink"),
            ShippedSettings.read(programs.flinkSettings(), FlinkJob.checkpoints(folder)));
    job = new FlinkJob(programs, cluster, folder, broker.bootstrapServers());
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Starts the job, the broker being down at first. */
  void startJob() {
    broker.kill();
    FlinkJob.Outcome refused = job.submit(spec);
    diary.disturbed("the broker is down when the job is started: exit code " + refused.exitCode());
    if (refused.exitCode() == 0 || !refused.console().contains("no Kafka broker answers")) {
      throw new IllegalStateException("a job without a broker started: " + refused);
    }
    broker.restart();
    require(job.submit(spec));
    job.awaitRunning();
    diary.note("the job runs");
  }

  /** What may happen to the engine. */
  List<Lane.Disturbance> ofEngine() {
    return List.of(this::killTaskManager, this::killJobManager, this::upgrade);
  }

  /** What may happen to the broker. */
  List<Lane.Disturbance> ofBroker() {
    return List.of(this::killBroker);
  }

  private void killTaskManager() {
    cluster.killTaskManager();
    diary.disturbed("kill -9 of the TaskManager");
    pause(plan.outage());
    cluster.startTaskManager();
    job.awaitRunning();
    diary.note("the job runs again");
  }

  private void killJobManager() {
    cluster.killJobManager();
    diary.disturbed("kill -9 of the JobManager");
    pause(plan.outage());
    cluster.startJobManager();
    cluster.awaitFreeSlots();
    insist(() -> job.resume(spec));
    job.awaitRunning();
    diary.note("the job runs again, from its last checkpoint");
  }

  private void upgrade() {
    String savepoint = job.stopWithSavepoint();
    diary.disturbed("stopped with a savepoint");
    spec = NEXT_SPEC;
    insist(() -> job.upgrade(spec, savepoint));
    job.awaitRunning();
    diary.note("the job runs again, in its next version");
  }

  private void killBroker() {
    broker.kill();
    diary.disturbed("kill -9 of the broker");
    pause(plan.outage());
    broker.restart();
    diary.note("the broker is back");
  }

  /** As an operator would, who does not know what else is going on. */
  private void insist(java.util.function.Supplier<FlinkJob.Outcome> command) {
    FlinkJob.Outcome outcome = command.get();
    for (int attempt = 1; outcome.exitCode() != 0 && attempt < ATTEMPTS; attempt++) {
      List<String> lines = outcome.console().lines().toList();
      diary.note("again, for it said: " + (lines.isEmpty() ? "" : lines.get(lines.size() - 1)));
      outcome = command.get();
    }
    require(outcome);
  }

  private static void require(FlinkJob.Outcome outcome) {
    if (outcome.exitCode() != 0) {
      throw new IllegalStateException("exit code " + outcome.exitCode() + ": " + outcome.console());
    }
  }

  private static void pause(Duration length) {
    long deadline = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** What a topic holds. */
  List<String> lines(String topic) {
    int size = (int) broker.topics().size(topic);
    return broker.topics().consume(topic, size, READ).stream()
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }

  String describe() {
    return job.describe();
  }

  @Override
  public void close() {
    cluster.close();
    broker.close();
  }
}
