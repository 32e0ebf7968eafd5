package io.github.beamwatch.kill;

import static java.util.stream.Collectors.toSet;

import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.AdLine;
import io.github.beamwatch.core.generate.Scenario;
import io.github.beamwatch.fixtures.process.ChildProcess;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** One run: the answer first, undisturbed; then the same events through everything. */
final class KillRun {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** So long nothing may come any more before what came is counted. */
  private static final int QUIET_LOOKS = 8;

  private final Programs programs;
  private final KillPlan plan;
  private final Path folder;
  private final Diary diary;

  KillRun(Programs programs, KillPlan plan, Path folder, PrintStream out) {
    this.programs = programs;
    this.plan = plan;
    this.folder = folder.toAbsolutePath().normalize();
    this.diary = new Diary(out);
  }

  KillReport run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    AdEventGenerator generator =
        AdEventGenerator.seeded(plan.seed())
            .withMinutes(plan.minutes())
            .withEventsPerSecond(plan.eventsPerSecond())
            .withSeries(plan.series())
            .withDisorderSeconds(15)
            .withBadLinesPerThousand(1)
            .withScenarios(List.of(Scenario.values()));
    Path events = folder.resolve("events.jsonl");
    long lines = write(generator, events);
    Set<AlertKey> expected = undisturbed(events);
    diary.note(
        "seed %d: %,d events, %,d alerts in the undisturbed run"
            .formatted(plan.seed(), lines, expected.size()));

    try (Stage stage = new Stage(programs, plan, diary, folder)) {
      stage.startJob();
      try (EventFeed feed =
          new EventFeed(events, lines, generator, plan.feed(), stage.bootstrapServers())) {
        disturb(stage, feed);
        while (!feed.isDone()) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
        diary.note("all events are sent");
      }
      return settle(stage, lines, expected);
    }
  }

  /** Counts, once everything has come and nothing more comes, or patience is at its end. */
  private KillReport settle(Stage stage, long lines, Set<AlertKey> expected) throws IOException {
    long deadline = System.nanoTime() + plan.patience().toNanos();
    KillReport report = count(stage, lines, expected);
    int quiet = 0;
    while (System.nanoTime() < deadline && quiet < QUIET_LOOKS) {
      LockSupport.parkNanos(PAUSE.toNanos());
      KillReport now = count(stage, lines, expected);
      quiet = now.isComplete() && now.equals(report) ? quiet + 1 : 0;
      report = now;
    }
    diary.note(stage.describe());
    return report;
  }

  private KillReport count(Stage stage, long lines, Set<AlertKey> expected) throws IOException {
    List<AlertKey> raised =
        keep("alerts", stage.lines(Stage.ALERTS)).stream().map(AlertKey::of).toList();
    // The rule that the next version adds judges from when that came: what it raised is to be
    // delivered too, but nobody else can say what it is.
    Set<AlertKey> toDeliver = new HashSet<>(expected);
    raised.stream().filter(KillRun::isOfNewRule).forEach(toDeliver::add);
    return new KillReport(
        plan.seed(),
        lines,
        stage.sizeOfLog() == lines + EventFeed.PARTITIONS,
        diary.disturbances(),
        Ledger.of(undisturbedLines("metrics"), keep("metrics", stage.lines(Stage.METRICS))),
        Ledger.of(expected, raised.stream().filter(alert -> !isOfNewRule(alert)).toList()),
        Ledger.of(toDeliver, stage.delivered()),
        keep("undelivered", stage.lines(Stage.UNDELIVERED)).size());
  }

  private static boolean isOfNewRule(AlertKey alert) {
    return alert.rule().equals("ctr_dip");
  }

  private static long write(AdEventGenerator generator, Path file) throws IOException {
    long lines = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (AdLine line : generator) {
        out.write(line.bytes());
        out.write('\n');
        lines++;
      }
    }
    return lines;
  }

  /** A bounded run over the same events: no broker, no cluster, no failure. */
  private Set<AlertKey> undisturbed(Path events) throws IOException {
    Path output = folder.resolve("undisturbed");
    List<String> arguments =
        List.of(
            "run", programs.spec("ads.yaml").toString(), "--input=" + events, "--output=" + output);
    try (ChildProcess process =
        programs.direct(
            "undisturbed",
            Map.of("KAFKA", "none:1"),
            folder.resolve("undisturbed.log"),
            arguments)) {
      if (process.exitCode(Duration.ofMinutes(5)) != 0) {
        throw new IllegalStateException(process.console());
      }
    }
    return undisturbedLines("alerts").stream().map(AlertKey::of).collect(toSet());
  }

  private Set<String> undisturbedLines(String kind) throws IOException {
    Set<String> lines = new HashSet<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder.resolve("undisturbed"), kind + "*.jsonl")) {
      for (Path file : files) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  /** Leaves the lines in the folder, to be looked at. */
  private List<String> keep(String name, List<String> lines) throws IOException {
    Files.write(folder.resolve(name + ".jsonl"), lines);
    return lines;
  }

  private void disturb(Stage stage, EventFeed feed) throws InterruptedException {
    Random random = new Random(plan.seed());
    List<Lane> lanes =
        disturbances(stage).stream()
            .map(each -> new Lane(feed, random, plan.rounds(), each))
            .toList();
    feed.start(() -> lanes.stream().mapToDouble(Lane::feedLimit).min().orElse(1));
    ExecutorService threads = Executors.newFixedThreadPool(lanes.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      lanes.forEach(lane -> running.add(threads.submit(lane)));
      for (Future<?> lane : running) {
        lane.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** What happens beside each other. */
  private List<List<Lane.Disturbance>> disturbances(Stage stage) {
    return switch (plan.what()) {
      case EVERYTHING ->
          List.of(stage.ofEngine(), stage.ofBroker(), stage.ofDelivery(), stage.ofChat());
      case SAVEPOINTS -> List.of(stage.ofSavepoints());
    };
  }
}
