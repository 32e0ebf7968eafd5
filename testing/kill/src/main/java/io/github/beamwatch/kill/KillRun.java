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
      List<AlertKey> alerts = awaitAll(stage, expected);
      diary.note(stage.describe());
      Ledger windows =
          Ledger.of(undisturbedLines("metrics"), keep("metrics", stage.lines(Stage.METRICS)));
      keep("alerts", stage.lines(Stage.ALERTS));
      return new KillReport(
          plan.seed(),
          lines,
          diary.disturbances(),
          windows,
          Ledger.of(expected, ofOldRules(alerts)));
    }
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
        List.of(
            new Lane(feed, random, plan.rounds(), stage.ofEngine()),
            new Lane(feed, random, plan.rounds(), stage.ofBroker()));
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

  private static List<AlertKey> alerts(Stage stage) {
    return stage.lines(Stage.ALERTS).stream().map(AlertKey::of).toList();
  }

  /** The alerts, once all have come and nothing more comes, or patience is at its end. */
  private List<AlertKey> awaitAll(Stage stage, Set<AlertKey> expected) {
    long deadline = System.nanoTime() + plan.patience().toNanos();
    List<AlertKey> alerts = alerts(stage);
    int quiet = 0;
    while (System.nanoTime() < deadline && quiet < QUIET_LOOKS) {
      LockSupport.parkNanos(PAUSE.toNanos());
      List<AlertKey> now = alerts(stage);
      boolean whole = new HashSet<>(now).containsAll(expected);
      quiet = whole && now.size() == alerts.size() ? quiet + 1 : 0;
      alerts = now;
    }
    return alerts;
  }

  /** Without the rule that the next version adds: when it starts to judge is when that came. */
  private static List<AlertKey> ofOldRules(List<AlertKey> alerts) {
    return alerts.stream().filter(alert -> !alert.rule().equals("ctr_dip")).toList();
  }
}
