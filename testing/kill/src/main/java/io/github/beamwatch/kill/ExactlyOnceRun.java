package io.github.beamwatch.kill;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.fixtures.flink.FlinkStandalone;
import io.github.beamwatch.fixtures.kafka.KafkaBrokerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A sink with {@code exactlyOnce: true} while its TaskManager is killed again and again. */
final class ExactlyOnceRun {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** So many more windows are read between two kills. */
  private static final int WINDOWS = 40;

  /** Each record is a transaction, of which a sink does not do many. */
  private static final Duration PACE = Duration.ofMillis(125);

  private final KafkaBrokerProcess broker;
  private final FlinkStandalone cluster;
  private final FlinkJob job;
  private final Diary diary;

  ExactlyOnceRun(KafkaBrokerProcess broker, FlinkStandalone cluster, FlinkJob job, Diary diary) {
    this.broker = broker;
    this.cluster = cluster;
    this.job = job;
    this.diary = diary;
  }

  /** A job of specs/once.yaml. */
  static FlinkJob job(
      Programs programs, FlinkStandalone cluster, Path folder, KafkaBrokerProcess broker) {
    return new FlinkJob(
        programs, cluster, folder, "once", 1, Map.of("KAFKA", broker.bootstrapServers()));
  }

  /**
   * Starts the job, kills so often, and reads.
   *
   * @return the windows in the topic, as a reader of what is committed sees them
   */
  Ledger kill(int times) throws InterruptedException {
    for (String topic : List.of("once-events", "once-metrics", "once-dead")) {
      broker.topics().createTopic(topic, 1);
    }
    FlinkJob.Outcome submitted = job.submit("once.yaml");
    if (submitted.exitCode() != 0) {
      throw new IllegalStateException(submitted.console());
    }
    ShopFeed feed = new ShopFeed(broker.bootstrapServers(), "once-events", PACE);
    try (CommittedReader reader = new CommittedReader(broker.bootstrapServers(), "once-metrics")) {
      await(reader, WINDOWS);
      for (int kill = 1; kill <= times; kill++) {
        // A crash between the first transaction and the next checkpoint is docs/kafka.md's corner.
        job.awaitRunning();
        int before = reader.values().size();
        cluster.killTaskManager();
        diary.disturbed("kill -9 of the TaskManager");
        cluster.startTaskManager();
        job.awaitRunning();
        await(reader, before + WINDOWS);
        diary.note("the job writes again");
      }
      feed.close();
      List<String> windows = feed.windows();
      await(reader, windows.size());
      job.cancel();
      return Ledger.of(
          new HashSet<>(windows), reader.values().stream().map(ExactlyOnceRun::window).toList());
    } finally {
      feed.close();
    }
  }

  private void await(CommittedReader reader, int windows) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (reader.values().stream().distinct().count() < windows) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "of %d windows %d are there; %s"
                .formatted(windows, reader.values().size(), job.describe()));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static String window(String json) {
    try {
      return JSON.readTree(json).path("window_start").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }
}
