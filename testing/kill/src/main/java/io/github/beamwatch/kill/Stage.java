package io.github.beamwatch.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.beamwatch.fixtures.flink.FlinkStandalone;
import io.github.beamwatch.fixtures.http.CountingServer.Answer;
import io.github.beamwatch.fixtures.kafka.KafkaBrokerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that runs, and what can be done to it. */
final class Stage implements AutoCloseable {

  static final String ALERTS = "alerts";
  static final String METRICS = "metrics";
  static final String UNDELIVERED = "undelivered";

  private static final String FIRST_SPEC = "ads.yaml";
  private static final String NEXT_SPEC = "ads-next.yaml";
  private static final Duration READ = Duration.ofMinutes(1);
  private static final int ATTEMPTS = 20;

  /** Longer than the time-out of specs/deliver.yaml. */
  private static final Duration HANG = Duration.ofSeconds(8);

  /** About how long a client of Flink takes until it asks. */
  private static final Duration COMMAND_STARTS = Duration.ofSeconds(4);

  private final KillPlan plan;
  private final Diary diary;
  private final KafkaBrokerProcess broker;
  private final FlinkStandalone cluster;
  private final FlinkJob job;
  private final RedisProcess redis;
  private final Chat chat = new Chat();
  private final Delivery delivery;
  private final Thread serviceManager;
  private String spec = FIRST_SPEC;

  Stage(Programs programs, KillPlan plan, Diary diary, Path folder) throws IOException {
    this.plan = plan;
    this.diary = diary;
    broker = KafkaBrokerProcess.start();
    broker.topics().createTopic(EventFeed.TOPIC, EventFeed.PARTITIONS);
    for (String topic : List.of(ALERTS, METRICS, UNDELIVERED, "dead-letters", "metrics-too")) {
      broker.topics().createTopic(topic, 2);
    }
    cluster =
        FlinkStandalone.start(
            programs.flinkJars(),
            folder.resolve("flink"),
            ShippedSettings.read(programs.flinkSettings(), FlinkJob.checkpoints(folder)));
    job =
        new FlinkJob(
            programs,
            cluster,
            folder,
            "kill-test",
            FlinkStandalone.SLOTS,
            Map.of("KAFKA", broker.bootstrapServers()));
    redis = RedisProcess.start(folder.resolve("redis"));
    delivery =
        new Delivery(
            programs,
            folder,
            Map.of(
                "KAFKA",
                broker.bootstrapServers(),
                "REDIS",
                redis.uri(),
                "SLACK_URL",
                chat.webhook()));
    serviceManager = new Thread(this::keepDeliveryRunning, "service-manager");
    serviceManager.setDaemon(true);
    serviceManager.start();
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

  /** Savepoints that are taken while the broker is away, and go on in the other version. */
  List<Lane.Disturbance> ofSavepoints() {
    return List.of(() -> upgradeWithoutBroker(true), () -> upgradeWithoutBroker(false));
  }

  /** What may happen to the broker. */
  List<Lane.Disturbance> ofBroker() {
    return List.of(this::killBroker);
  }

  /** What may happen to the delivery and to what it remembers by. */
  List<Lane.Disturbance> ofDelivery() {
    return List.of(this::killDelivery, this::killDelivery, this::killRedis);
  }

  /** What may happen to the chat. */
  List<Lane.Disturbance> ofChat() {
    return List.of(
        () -> chatIs("answers 500", Answer.of(500), plan.outage()),
        () -> chatIs("answers 429 with Retry-After: 2", Answer.tooMany(2), plan.outage()),
        () -> chatIs("hangs", Answer.HANG, HANG));
  }

  private void keepDeliveryRunning() {
    while (!Thread.currentThread().isInterrupted()) {
      if (delivery.ensureStarted()) {
        diary.note("the delivery is started again");
      }
      pause(Duration.ofSeconds(1));
    }
  }

  private void killDelivery() {
    delivery.kill();
    diary.disturbed("kill -9 of the delivery");
    pause(plan.outage());
  }

  private void killRedis() {
    redis.kill();
    diary.disturbed("Redis is away for " + plan.redisOutage().toSeconds() + " s");
    pause(plan.redisOutage());
    redis.restart();
    diary.note("Redis is back");
  }

  private void chatIs(String what, Answer answer, Duration length) {
    chat.answerWith(answer);
    diary.disturbed("the chat " + what);
    pause(length);
    chat.answerWith(Answer.OK);
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

  /**
   * @param first whether the broker goes before the job is told to stop, or after
   */
  private void upgradeWithoutBroker(boolean first) throws InterruptedException {
    AtomicReference<@Nullable String> taken = new AtomicReference<>();
    Thread stop = new Thread(() -> taken.set(insistOnSavepoint()), "stop-with-savepoint");
    if (first) {
      broker.kill();
      stop.start();
    } else {
      stop.start();
      pause(COMMAND_STARTS);
      broker.kill();
    }
    diary.disturbed(
        "stopped with a savepoint, the broker gone " + (first ? "before" : "meanwhile"));
    pause(plan.outage());
    broker.restart();
    stop.join();
    String savepoint = taken.get();
    if (savepoint == null) {
      throw new IllegalStateException("no savepoint was taken");
    }
    boolean back = spec.equals(NEXT_SPEC);
    spec = back ? FIRST_SPEC : NEXT_SPEC;
    insist(() -> back ? job.upgradeToFewer(spec, savepoint) : job.upgrade(spec, savepoint));
    job.awaitRunning();
    diary.note("the job runs again with " + spec);
  }

  /** A savepoint that fails leaves the job running, from its last checkpoint. */
  private String insistOnSavepoint() {
    for (int attempt = 1; ; attempt++) {
      try {
        return job.stopWithSavepoint();
      } catch (IllegalStateException e) {
        diary.note("no savepoint: " + e.getMessage());
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void killBroker() {
    broker.kill();
    diary.disturbed("kill -9 of the broker");
    pause(plan.outage());
    broker.restart();
    diary.note("the broker is back");
  }

  /** As an operator would, who does not know what else is going on. */
  private void insist(Supplier<FlinkJob.Outcome> command) {
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

  /** The alerts that the chat has been told of. */
  List<AlertKey> delivered() {
    return chat.delivered();
  }

  /** How many records the topic of the events holds. */
  long sizeOfLog() {
    return broker.topics().size(EventFeed.TOPIC);
  }

  String describe() {
    return job.describe();
  }

  @Override
  public void close() {
    serviceManager.interrupt();
    delivery.close();
    chat.close();
    redis.close();
    cluster.close();
    broker.close();
  }
}
