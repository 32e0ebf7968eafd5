package io.github.beamwatch.kill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.json.JsonLines;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.fixtures.alert.SampleAlerts;
import io.github.beamwatch.fixtures.flink.FlinkStandalone;
import io.github.beamwatch.fixtures.kafka.KafkaBrokerProcess;
import io.github.beamwatch.fixtures.search.SearchServer;
import io.github.beamwatch.fixtures.search.SearchServer.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a job on a Flink cluster promises while a server behind it, or the cluster, is killed. */
class FlinkFailuresIT {

  private static final Path HOME = Path.of(System.getProperty("beamwatch.home", "../.."));
  private static final Programs PROGRAMS = new Programs(HOME);
  private static final int SERIES = 400;
  private static final Diary DIARY = new Diary(System.out);

  private static Path folder;
  private static KafkaBrokerProcess broker;
  private static FlinkStandalone cluster;
  private static Topics topics;
  private static Shops shops;

  @BeforeAll
  static void startCluster() throws IOException {
    folder =
        HOME.resolve("testing/kill/target/failures-" + System.currentTimeMillis())
            .toAbsolutePath()
            .normalize();
    broker = KafkaBrokerProcess.start();
    topics = new Topics(broker);
    shops = new Shops(topics, PROGRAMS, folder);
    cluster =
        FlinkStandalone.start(
            PROGRAMS.flinkJars(),
            folder.resolve("flink"),
            ShippedSettings.read(PROGRAMS.flinkSettings(), FlinkJob.checkpoints(folder)));
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void serversThatAreAwayCostNoRowAndNewRulesHoldBehindARestore() throws Exception {
    for (String topic : List.of("events", "alerts", "metrics", "scores", "dead")) {
      broker.topics().createTopic("shops-" + topic, 1);
    }
    compacted("shops-rules");
    topics.write("shops-rules", "rules", Shops.rules("10"));
    SearchServer search = SearchServer.start(Kind.ELASTICSEARCH);
    RedisProcess redis = RedisProcess.start(folder.resolve("redis-of-shops"));
    String redisAddress = redis.uri().replace("redis://", "");
    Map<String, String> environment =
        Map.of("KAFKA", broker.bootstrapServers(), "SEARCH", search.url(), "REDIS", redisAddress);
    FlinkJob job = new FlinkJob(PROGRAMS, cluster, folder, "shops", 1, environment);
    ShopFeed feed = new ShopFeed(broker.bootstrapServers(), "shops-events", Duration.ofMillis(50));
    try (search;
        redis;
        feed) {
      require(job.submit("shops.yaml"));
      await("scores", () -> topics.size("shops-scores") >= 40, job);
      assertThat(topics.size("shops-alerts")).isZero();
      topics.write("shops-rules", "rules", Shops.rules("2"));
      await("alerts", () -> topics.size("shops-alerts") >= 3, job);

      // The metrics' sink gives up after a second, and the others of its step go on.
      search.kill();
      DIARY.disturbed("kill -9 of Elasticsearch");
      long windows = topics.size("shops-metrics");
      await("other sinks", () -> topics.size("shops-metrics") >= windows + 100, job);
      search.restart();
      DIARY.note("Elasticsearch is back");
      shops.awaitAlertsInSearch(search, job);
      await("dead letters", () -> shops.ofStage("write") > 0, job);
      DIARY.note("the alerts are there");

      redis.kill();
      DIARY.disturbed("kill -9 of Redis");
      topics.write("shops-rules", "rules", "measure: {window: 5s}\n" + Shops.rules("0.5"));
      redis.restart();

      // The bad version is the newest when the job takes up its work again.
      cluster.killTaskManager();
      DIARY.disturbed("kill -9 of the TaskManager");
      cluster.startTaskManager();
      job.awaitRunning();
      DIARY.note("the job runs again");
      await("the refused version", () -> shops.ofStage("rules") > 0, job);
      long alerts = topics.size("shops-alerts");
      await("alerts after the restore", () -> topics.size("shops-alerts") >= alerts + 5, job);
      // Nothing is ten times the usual, so these are of the second version.
      Set<String> second = shops.versions();
      assertThat(second).hasSize(1);

      String savepoint = job.stopWithSavepoint();
      DIARY.disturbed("stopped with a savepoint");
      topics.write("shops-rules", "rules", Shops.rules("2.5"));
      topics.write("shops-rules", "rules", "detect: none");
      require(job.upgrade("shops.yaml", savepoint));
      job.awaitRunning();
      DIARY.note("the job runs again");
      await("the newest rules", () -> !shops.versions().equals(second), job);
      long before = topics.size("shops-alerts");
      await("more alerts", () -> topics.size("shops-alerts") >= before + 5, job);

      feed.close();
      Set<String> expected = new HashSet<>(feed.windows());
      await(
          "the last window",
          () -> Set.copyOf(topics.field("shops-metrics", "window_start")).equals(expected),
          job);
      shops.awaitAlertsInSearch(search, job);
      await("Redis", () -> Shops.redisWindows(redisAddress).equals(expected), job);
      DIARY.note(shops.accountForMetrics(search, expected));
      List<String> versions = topics.field("shops-alerts", "spec_version");
      String newest = shops.version("2.5");
      assertThat(Set.copyOf(versions)).hasSize(2).contains(newest);
      assertThat(Set.copyOf(versions.subList((int) before, versions.size())))
          .containsExactly(newest);
      assertThat(Shops.baselines(topics.read("shops-scores")))
          .isEqualTo(shops.undisturbed(feed.sent()));
      job.cancel();
    }
  }

  @Test
  void aReaderOfWhatIsCommittedSeesEachWindowOnceThoughTheTaskManagerIsKilled() throws Exception {
    FlinkJob job = ExactlyOnceRun.job(PROGRAMS, cluster, folder, broker);

    Ledger windows = new ExactlyOnceRun(broker, cluster, job, DIARY).kill(1);

    assertThat(windows.isWhole()).as(windows.toString()).isTrue();
    assertThat(windows.repeats()).as(windows.toString()).isZero();
  }

  /** Of each series an alert, one that its cooldown holds back, and one behind the cooldown. */
  @Test
  void aDeliveryTellsOfEveryAlertThoughItsTaskManagerIsKilled() throws Exception {
    broker.topics().createTopic("cool-alerts", 2);
    broker.topics().createTopic("cool-dead", 1);
    List<Alert> first = alerts(0, 0);
    List<Alert> heldBack = alerts(1, 5);
    List<Alert> later = alerts(2, 15);
    Set<AlertKey> expected =
        Stream.concat(first.stream(), later.stream())
            .map(alert -> new AlertKey(alert.alertId(), "firing", alert.alertType()))
            .collect(toSet());
    try (Chat chat = new Chat();
        RedisProcess redis = RedisProcess.start(folder.resolve("redis-of-cool"))) {
      FlinkJob job =
          new FlinkJob(
              PROGRAMS,
              cluster,
              folder,
              "cool",
              1,
              Map.of(
                  "KAFKA", broker.bootstrapServers(),
                  "REDIS", redis.uri().replace("redis://", ""),
                  "SLACK_URL", chat.webhook()));
      require(job.submit("cool.yaml"));
      chat.answerAfter(Duration.ofMillis(30));
      send(first);
      await("messages", () -> chat.delivered().size() >= SERIES / 3, job);
      // Now alerts are on their way and later ones of their series too; a checkpoint knows both.
      chat.answerAfter(Duration.ofMillis(500));
      send(heldBack);
      send(later);
      job.awaitRunning();
      job.awaitRunning();
      cluster.killTaskManager();
      DIARY.disturbed("kill -9 of the TaskManager");
      assertThat(chat.delivered()).hasSizeLessThan(SERIES);
      chat.answerAfter(Duration.ZERO);
      cluster.startTaskManager();
      await("the rest", () -> Set.copyOf(chat.delivered()).containsAll(expected), job);
      DIARY.note("all are told");
      // The cooldown is remembered: what comes now is held back, but for the last one.
      send(alerts(3, 16));
      Alert last = SampleAlerts.later(-1, "another", Duration.ZERO);
      send(List.of(last));
      AlertKey lastKey = new AlertKey(last.alertId(), "firing", last.alertType());
      await("the last one", () -> chat.delivered().contains(lastKey), job);

      Set<AlertKey> told = new HashSet<>(expected);
      told.add(lastKey);
      Ledger ledger = Ledger.of(told, chat.delivered());
      DIARY.note("delivered: " + ledger);
      assertThat(ledger.isWhole()).as(ledger.toString()).isTrue();
      assertThat(ledger.repeatsPercent()).isLessThan(KillReport.MOST_REPEATS_PERCENT);
      assertThat(topics.size("cool-dead")).isZero();
      job.cancel();
    }
  }

  private static List<Alert> alerts(int round, int minute) {
    List<Alert> alerts = new ArrayList<>();
    for (int series = 0; series < SERIES; series++) {
      alerts.add(
          SampleAlerts.later(round * SERIES + series, "C" + series, Duration.ofMinutes(minute)));
    }
    return alerts;
  }

  /** All of a series into one partition. */
  private static void send(List<Alert> alerts) {
    broker
        .topics()
        .produce(
            alerts.stream()
                .map(
                    alert ->
                        new ProducerRecord<>(
                            "cool-alerts",
                            alert.labels().toString().getBytes(UTF_8),
                            JsonLines.of(alert).getBytes(UTF_8)))
                .toList());
  }

  private static void compacted(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
          .all()
          .get();
    }
  }

  private static void await(String what, BooleanSupplier holds, FlinkJob job) {
    Topics.await(what, holds, job::describe);
  }

  private static void require(FlinkJob.Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.console()).isZero();
  }
}
