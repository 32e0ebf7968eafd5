package io.github.beamwatch.portability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.history.EntityHistory;
import io.github.beamwatch.core.history.HistoryPlan;
import io.github.beamwatch.fixtures.FraudStream;
import io.github.beamwatch.fixtures.FraudStream.Payment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same payments ranked on every runner: the same model, byte by byte, and the same scores. */
class EventRankingIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int FILES = 4;
  private static final List<Payment> PAYMENTS = FraudStream.payments(11, 45, 100, 12);

  @TempDir private static Path folder;
  private static Path spec;

  private static long knownAt(Payment payment) {
    return payment.time() + Duration.ofDays(2 + payment.id().hashCode() % 5).toMillis();
  }

  @BeforeAll
  static void write() throws IOException {
    List<Payment> shuffled = new ArrayList<>(PAYMENTS);
    Collections.shuffle(shuffled, new Random(1));
    List<String> labels = new ArrayList<>(List.of("payment,verdict,known"));
    for (int file = 0; file < FILES; file++) {
      List<String> lines = new ArrayList<>(List.of("id,time,customer,terminal,amount"));
      for (int i = file; i < shuffled.size(); i += FILES) {
        lines.add(shuffled.get(i).csv());
        if (shuffled.get(i).fraud()) {
          Instant known = Instant.ofEpochMilli(knownAt(shuffled.get(i)));
          labels.add(shuffled.get(i).id() + ",fraud," + known);
        }
      }
      Files.write(folder.resolve("pay-" + file + ".csv"), lines);
    }
    Files.write(folder.resolve("labels.csv"), labels);
    spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            apiVersion: beamwatch/v1
            kind: event-ranking
            name: payments
            source: {files: {paths: ["%s/pay-*.csv"]}}
            parse: {format: csv, timestamp: {field: time}}
            features:
              id: id
              amount: amount
              history:
                - {entity: customer, spend: [1d, 7d, 30d]}
                - {entity: terminal, risk: [1d, 7d]}
            labels: {paths: ["%s/labels.csv"], id: payment, label: verdict, knownAt: known, delay: 4d}
            model: {train: {until: 2026-04-01}}
            """
                .formatted(folder, folder));
  }

  private record Ranked(byte[] model, List<String> scores, List<String> top) {}

  private static Ranked ranked(Bundle bundle, int parallelism) throws IOException {
    Path home = folder.resolve(bundle + "-" + parallelism);
    Path model = home.resolve("model");
    Path output = home.resolve("output");
    String workers = "--parallelism=" + parallelism;
    done(bundle, "train", home, List.of(spec.toString(), "--model=" + model, workers));
    done(
        bundle,
        "run",
        home,
        List.of(spec.toString(), "--set", "model.file=" + model, "--output=" + output, workers));
    List<String> scores = new ArrayList<>();
    List<String> top = new ArrayList<>();
    try (Stream<Path> files = Files.list(output)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("scores-")) {
          scores.addAll(Files.readAllLines(file));
        } else if (name.startsWith("top.jsonl")) {
          top.addAll(Files.readAllLines(file));
        }
      }
    }
    Collections.sort(scores);
    return new Ranked(Files.readAllBytes(model), scores, top);
  }

  private static void done(Bundle bundle, String command, Path home, List<String> arguments) {
    try (BundleProcess process = bundle.start(command, home, Map.of(), arguments)) {
      assertThat(process.awaitExit(PATIENCE)).as(process.tail()).isZero();
    }
  }

  @Test
  void modelAndScoresAreEqualOnEveryRunner() throws IOException {
    Ranked direct = ranked(Bundle.DIRECT, 1);
    assertThat(direct.scores.size()).isGreaterThan(PAYMENTS.size());
    assertThat(direct.top).hasSize(100);
    for (Bundle bundle : Bundle.values()) {
      Ranked other = ranked(bundle, 4);
      assertThat(other.model).as(bundle + ": model").isEqualTo(direct.model);
      SameLines.require(bundle + ": scores", direct.scores, other.scores);
      assertThat(other.top).as(bundle + ": top").isEqualTo(direct.top);
    }
  }

  /** The transform of a stream, bounded. */
  @Test
  void aHistoryThatIsFollowedIsEqualOnEveryRunner() throws IOException {
    List<String> expected = expected();
    for (Bundle bundle : Bundle.values()) {
      SameLines.require(bundle.name(), expected, followed(bundle, "files", List.of()));
    }
  }

  /** The same in a stream, whose events are up to an hour out of order. */
  @Test
  void aHistoryThatIsFollowedInAStreamIsEqualOnFlink() throws IOException {
    List<String> options = List.of("--streaming=true", "--parallelism=2");
    SameLines.require("stream", expected(), followed(Bundle.FLINK, "stream", options));
  }

  private static List<String> followed(Bundle bundle, String how, List<String> options)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (Payment p : PAYMENTS) {
      lines.add(
          "%s,%d,%s,%s%s"
              .formatted(
                  p.id(), p.time(), p.terminal(), p.amount(), p.fraud() ? "," + knownAt(p) : ""));
    }
    Path input = Files.write(folder.resolve("follow.txt"), lines);
    Path home = folder.resolve("follow-" + how + "-" + bundle);
    Path output = Files.createDirectories(home.resolve("out")).resolve("history");
    List<String> arguments = new ArrayList<>(List.of(input.toString(), output.toString(), how));
    arguments.add("--runner=" + bundle.runner());
    arguments.addAll(options);
    try (BundleProcess process =
        bundle.runMain(FollowHistoryMain.class, home, Map.of(), arguments)) {
      assertThat(process.awaitExit(PATIENCE)).as(process.tail()).isZero();
    }
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(output.getParent())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.addAll(Files.readAllLines(file));
      }
    }
    return found;
  }

  private static List<String> expected() {
    HistoryPlan plan =
        new HistoryPlan(
            "terminal", List.of(Duration.ofDays(1)), List.of(Duration.ofDays(1), WEEK), WEEK);
    Map<String, EntityHistory> histories = new HashMap<>();
    List<Payment> bad = new ArrayList<>(PAYMENTS.stream().filter(Payment::fraud).toList());
    bad.sort(Comparator.comparingLong(EventRankingIT::knownAt));
    List<String> lines = new ArrayList<>();
    int known = 0;
    for (Payment p : PAYMENTS) {
      for (; known < bad.size() && knownAt(bad.get(known)) <= p.time(); known++) {
        Payment news = bad.get(known);
        histories
            .computeIfAbsent(news.terminal(), unused -> new EntityHistory(plan))
            .bad(news.time(), knownAt(news));
      }
      double[] values = new double[plan.width()];
      histories
          .computeIfAbsent(p.terminal(), unused -> new EntityHistory(plan))
          .event(p.time(), p.amount(), values, 0);
      lines.add(p.terminal() + " " + p.id() + " " + Arrays.stream(values).boxed().toList());
    }
    return lines;
  }
}
