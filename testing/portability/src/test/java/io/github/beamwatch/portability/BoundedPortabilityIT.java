package io.github.beamwatch.portability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.AdLine;
import io.github.beamwatch.core.generate.Scenario;
import io.github.beamwatch.fixtures.PlainRules;
import io.github.beamwatch.portability.Results.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same events from files, on every runner: however the lines lie and however many workers there
 * are, the results are equal to the last bit, and equal to those of the oracle.
 */
class BoundedPortabilityIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** About 150,000 events with planted incidents and 150 bad lines. */
  private static final AdEventGenerator EVENTS =
      AdEventGenerator.seeded(20)
          .withMinutes(60)
          .withEventsPerSecond(40)
          .withDisorderSeconds(20)
          .withBadLinesPerThousand(1)
          .withScenarios(List.of(Scenario.values()));

  /** The ways to run them. */
  private enum Way {
    /** The plain rules, one file, one worker. */
    PLAIN,
    /** The plain rules, shuffled over several files, some of them compressed; four workers. */
    SHUFFLED,
    /** The guarded rules with notices of what is over, on the shuffled files. */
    GUARDED
  }

  private record Run(Bundle bundle, Way way) {}

  private record Outcome(Results results, Account account) {}

  @TempDir private static Path folder;

  private static final List<byte[]> LINES = new ArrayList<>();
  private static final Map<Run, Outcome> OUTCOMES = new HashMap<>();
  private static PlainRules.Outcome oracle;

  @BeforeAll
  static void writeInput() throws IOException {
    for (AdLine line : EVENTS) {
      LINES.add(line.bytes());
    }
    oracle = PlainRules.apply(LINES);
    assertThat(LINES.size()).isGreaterThan(150_000);
    assertThat(oracle.deadLines().size()).isGreaterThan(100);
    assertThat(oracle.alerts()).extracting("rule").contains("ctr_drop", "ctr_spike");
    assertThat(oracle.alerts()).extracting("rule").contains("traffic_spike", "revenue_drop");
    InputFiles.writeOne(LINES, folder.resolve("one/events.jsonl"));
    InputFiles.writeShuffled(LINES, 20, 5, folder.resolve("shuffled"));
  }

  @ParameterizedTest
  @EnumSource
  void theAlertsAreThoseOfTheOracle(Bundle bundle) {
    for (Way way : List.of(Way.PLAIN, Way.SHUFFLED)) {
      SameLines.require(
          bundle + " " + way,
          PlainTexts.alerts(oracle),
          PlainTexts.alerts(results(bundle, way).of(Kind.ALERTS)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theMetricPointsAreThoseOfTheOracle(Bundle bundle) {
    for (Way way : List.of(Way.PLAIN, Way.SHUFFLED)) {
      SameLines.require(
          bundle + " " + way,
          PlainTexts.windows(oracle),
          PlainTexts.windows(results(bundle, way).of(Kind.METRICS)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyRuleLooksAtEveryWindow(Bundle bundle) {
    for (Way way : List.of(Way.PLAIN, Way.SHUFFLED)) {
      SameLines.require(
          bundle + " " + way,
          PlainTexts.scoredValues(oracle),
          PlainTexts.scoredValues(results(bundle, way).of(Kind.SCORES)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDeadLettersAreTheBadLines(Bundle bundle) {
    for (Way way : Way.values()) {
      List<String> letters = results(bundle, way).of(Kind.DEAD_LETTERS);
      SameLines.require(
          bundle + " " + way,
          PlainTexts.badLines(oracle.deadLines()),
          PlainTexts.payloads(letters, "late", false));
      assertThat(PlainTexts.payloads(letters, "late", true)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsReadIsMeasuredOrDead(Bundle bundle) {
    for (Way way : Way.values()) {
      Account account = outcome(bundle, way).account();
      assertThat(account.read()).isEqualTo(LINES.size());
      assertThat(account.measured()).isEqualTo(oracle.events());
      assertThat(account.dead()).isEqualTo(oracle.deadLines().size());
      assertThat(account.late()).isZero();
      assertThat(account.open()).isZero();
      assertThat(account.windows()).isEqualTo(oracle.windows().size());
      assertThat(account.firing() + account.resolved())
          .isEqualTo(results(bundle, way).of(Kind.ALERTS).size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyRunIsEqualToTheLastBit(Bundle bundle) {
    Results plain = results(Bundle.DIRECT, Way.PLAIN);
    Results guarded = results(Bundle.DIRECT, Way.GUARDED);
    for (Kind kind : Kind.values()) {
      String run = bundle + " " + kind + " ";
      SameLines.require(run + Way.PLAIN, plain.of(kind), results(bundle, Way.PLAIN).of(kind));
      SameLines.require(run + Way.SHUFFLED, plain.of(kind), results(bundle, Way.SHUFFLED).of(kind));
      SameLines.require(run + Way.GUARDED, guarded.of(kind), results(bundle, Way.GUARDED).of(kind));
    }
  }

  @Test
  void alertsHaveIdsOfTheirOwnAndGuardedOnesAreResolved() {
    assertThat(results(Bundle.DIRECT, Way.PLAIN).of(Kind.ALERTS))
        .extracting(alert -> Results.json(alert).required("alert_id").textValue())
        .doesNotHaveDuplicates()
        .hasSize(oracle.alerts().size());
    assertThat(results(Bundle.DIRECT, Way.GUARDED).of(Kind.ALERTS))
        .extracting(alert -> Results.json(alert).required("status").textValue())
        .contains("firing", "resolved");
  }

  /** What all of the above rests on: a comparison that cannot fail is none. */
  @Test
  void theComparisonsNoticeTheSmallestChange() {
    Results plain = results(Bundle.DIRECT, Way.PLAIN);
    for (Kind kind : Kind.values()) {
      notices(plain.of(kind), changed -> SameLines.require("runs", plain.of(kind), changed));
    }
    notices(
        plain.of(Kind.ALERTS),
        changed ->
            SameLines.require("alerts", PlainTexts.alerts(oracle), PlainTexts.alerts(changed)),
        "current_value",
        "expected_value",
        "deviation_percent");
    notices(
        plain.of(Kind.METRICS),
        changed ->
            SameLines.require("windows", PlainTexts.windows(oracle), PlainTexts.windows(changed)),
        "revenue",
        "ecpm");
    notices(
        plain.of(Kind.SCORES),
        changed ->
            SameLines.require(
                "scores", PlainTexts.scoredValues(oracle), PlainTexts.scoredValues(changed)),
        "value");
    notices(
        plain.of(Kind.DEAD_LETTERS),
        changed ->
            SameLines.require(
                "dead letters",
                PlainTexts.badLines(oracle.deadLines()),
                PlainTexts.payloads(changed, "late", false)));
  }

  private static void notices(
      List<String> lines, Consumer<List<String>> comparison, String... numbers) {
    comparison.accept(lines);
    Tampering.all(lines, numbers)
        .forEach(
            (what, changed) ->
                assertThatThrownBy(() -> comparison.accept(changed))
                    .as(what)
                    .isInstanceOf(AssertionError.class));
  }

  private static Results results(Bundle bundle, Way way) {
    return outcome(bundle, way).results();
  }

  private static synchronized Outcome outcome(Bundle bundle, Way way) {
    return OUTCOMES.computeIfAbsent(new Run(bundle, way), BoundedPortabilityIT::run);
  }

  private static Outcome run(Run run) {
    Path home = folder.resolve(run.bundle() + "-" + run.way());
    Path output = home.resolve("output");
    List<String> arguments = new ArrayList<>();
    arguments.add(run.way() == Way.GUARDED ? "ad-metrics" : "ad-metrics-plain");
    arguments.add(
        "--input=" + folder.resolve(run.way() == Way.PLAIN ? "one/*.jsonl" : "shuffled/events-*"));
    arguments.add("--output=" + output);
    arguments.add("--parallelism=" + (run.way() == Way.PLAIN ? 1 : 4));
    try (BundleProcess process = run.bundle().run(home, Map.of(), arguments)) {
      assertThat(process.awaitExit(PATIENCE)).as(process.tail()).isZero();
      return new Outcome(Results.in(output), Account.of(process.messages()));
    }
  }
}
