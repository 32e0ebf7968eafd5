package io.github.beamwatch.portability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.portability.Results.Kind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Detectors remember, so they notice an order that is not right sooner than anything else: their
 * scores and alerts are equal to the last bit on every runner, however the lines lie and however
 * many workers there are. So are the results of the templates that use them.
 */
class DetectorPortabilityIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-01-31T09:00:00Z");
  private static final int MINUTES = 1_500;
  private static final int BAD = 7;

  private record Run(Bundle bundle, String spec, String input, int workers) {}

  private record Outcome(Results results, String messages, String printed) {}

  @TempDir private static Path folder;

  private static final Map<Run, Outcome> OUTCOMES = new HashMap<>();
  private static int events;

  @BeforeAll
  static void writeInput() throws IOException {
    List<byte[]> lines = readings();
    events = lines.size() - BAD;
    InputFiles.writeOne(lines, folder.resolve("readings/one.jsonl"));
    InputFiles.writeShuffled(lines, 31, 5, folder.resolve("readings/shuffled"));
    write(table(), "temperature,pressure,timestamp", "sensors");
    write(transactions(), "amount,customer_id,note,transaction_id", "transactions");
  }

  @ParameterizedTest
  @EnumSource
  void everyEventIsScoredTheSame(Bundle bundle) throws Exception {
    equal(bundle, spec("detectors-of-events"), "readings/one.jsonl", "readings/shuffled/events-*");

    Outcome outcome = run(bundle, spec("detectors-of-events"), "readings/one.jsonl", 1);
    assertThat(values(outcome, Kind.ALERTS, "alert_type"))
        .contains("auto_one", "ewma", "clipped", "votes", "grades", "forest", "auto_several")
        .contains("together", "gone")
        .doesNotContain("in_shadow");
    assertThat(values(outcome, Kind.SCORES, "rule")).contains("in_shadow");
    assertThat(values(outcome, Kind.SCORES, "verdict"))
        .contains("NORMAL", "ANOMALY", "WARMUP", "NO_DATA");
    assertThat(outcome.messages()).contains("in shadow, not sent: in_shadow ");
    Account account = Account.of(outcome.messages());
    assertThat(account.measured()).isEqualTo(events);
    assertThat(account.dead()).isEqualTo(BAD);
  }

  @ParameterizedTest
  @EnumSource
  void everyWindowIsScoredTheSame(Bundle bundle) throws Exception {
    equal(bundle, spec("detectors-of-windows"), "readings/one.jsonl", "readings/shuffled/events-*");

    Outcome outcome = run(bundle, spec("detectors-of-windows"), "readings/one.jsonl", 1);
    assertThat(values(outcome, Kind.ALERTS, "alert_type")).contains("few", "drift", "gone");
    assertThat(outcome.results().of(Kind.SCORES))
        .anyMatch(score -> score.contains("\"imputed\":true"));
  }

  @ParameterizedTest
  @EnumSource
  void theOddReadingIsFound(Bundle bundle) {
    equal(bundle, "sensors", "sensors/one.csv", "sensors/part-*.csv");

    assertThat(run(bundle, "sensors", "sensors/one.csv", 1).results().of(Kind.ALERTS))
        .filteredOn(alert -> alert.contains("\"starts_at\":\"2026-01-31T14:00:00.000Z\""))
        .filteredOn(alert -> alert.contains("\"status\":\"firing\""))
        .extracting(alert -> Results.json(alert).required("alert_type").textValue())
        .containsExactlyInAnyOrder(
            "temperature_zscore",
            "pressure_zscore",
            "temperature_iqr",
            "pressure_iqr",
            "temperature_auto",
            "pressure_auto",
            "all_channels");
  }

  @ParameterizedTest
  @EnumSource
  void aLargeTransactionIsALine(Bundle bundle) {
    equal(bundle, "transactions", "transactions/one.csv", "transactions/part-*.csv");

    Outcome outcome = run(bundle, "transactions", "transactions/part-*.csv", 4);
    assertThat(outcome.printed().lines())
        .containsExactlyInAnyOrder("tx1002, cust2, 9200.0", "tx1099, cust9, 8000.01");
    assertThat(outcome.results().of(Kind.DEAD_LETTERS))
        .extracting(letter -> Results.json(letter).required("payload").textValue())
        .containsExactlyInAnyOrder(",cust3,,tx2001", "9000,,x,tx2002", "9000,cust4,x,");
  }

  /** One worker on one file on Direct, against four on the same lines in disorder. */
  private static void equal(Bundle bundle, String spec, String one, String several) {
    Results expected = run(Bundle.DIRECT, spec, one, 1).results();
    for (Kind kind : Kind.values()) {
      if (!expected.of(kind).isEmpty()) {
        String what = bundle + " " + kind;
        SameLines.require(what, expected.of(kind), run(bundle, spec, one, 1).results().of(kind));
        SameLines.require(
            what + " shuffled",
            expected.of(kind),
            run(bundle, spec, several, 4).results().of(kind));
      }
    }
  }

  private static synchronized Outcome run(Bundle bundle, String spec, String input, int workers) {
    return OUTCOMES.computeIfAbsent(
        new Run(bundle, spec, input, workers), DetectorPortabilityIT::run);
  }

  private static Outcome run(Run run) {
    Path home = folder.resolve("run-" + OUTCOMES.size());
    Path output = home.resolve("output");
    List<String> arguments =
        List.of(
            run.spec(),
            "--input=" + folder.resolve(run.input()),
            "--output=" + output,
            "--parallelism=" + run.workers());
    try (BundleProcess process = run.bundle().run(home, Map.of(), arguments)) {
      assertThat(process.awaitExit(PATIENCE)).as(process.tail()).isZero();
      return new Outcome(Results.in(output), process.messages(), process.printed());
    }
  }

  private static String spec(String name) throws URISyntaxException {
    return Path.of(DetectorPortabilityIT.class.getResource("/specs/" + name + ".yaml").toURI())
        .toString();
  }

  private static Set<String> values(Outcome outcome, Kind kind, String field) {
    Set<String> values = new TreeSet<>();
    outcome
        .results()
        .of(kind)
        .forEach(line -> values.add(Results.json(line).required(field).textValue()));
    return values;
  }

  /** Four sensors, one of which is silent twice; some readings are odd, some are none. */
  private static List<byte[]> readings() {
    Random random = new Random(3);
    List<byte[]> lines = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      for (int sensor = 0; sensor < 4; sensor++) {
        boolean silent = minute / 100 == 4 || minute / 100 == 9;
        if (sensor == 3 && silent) {
          continue;
        }
        double odd = minute > 300 && random.nextInt(100) == 0 ? 15 : 0;
        double temperature = 25 + 2 * Math.sin(minute / 230.0) + 0.3 * random.nextGaussian() + odd;
        double pressure = 1013 + 0.8 * random.nextGaussian() - 3 * odd;
        lines.add(
            "{\"time\":\"%s\",\"sensor\":\"s%d\",\"temperature\":%s,\"pressure\":%s}"
                .formatted(START.plusSeconds(60L * minute + sensor), sensor, temperature, pressure)
                .getBytes(UTF_8));
      }
    }
    for (int i = 0; i < BAD; i++) {
      lines.add(("{\"time\":\"" + START + "\",\"sensor\":\"s" + i + "\"}").getBytes(UTF_8));
    }
    return lines;
  }

  private static List<String> table() {
    Random random = new Random(1);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double temperature = i == 300 ? 100.0 : 25 + 0.3 * random.nextGaussian();
      double pressure = i == 300 ? 950.0 : 1013 + 0.8 * random.nextGaussian();
      Instant time = START.plusSeconds(60L * i);
      rows.add(String.format(Locale.ROOT, "%.2f,%.2f,%s", temperature, pressure, time));
    }
    return rows;
  }

  private static List<String> transactions() {
    Random random = new Random(2);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add("%s,cust%d,\"a, b\",tx%d".formatted(random.nextInt(8_000), i % 7, 3_000 + i));
    }
    Collections.addAll(rows, "9200.0,cust2,,tx1002", "8000.01,cust9,x,tx1099");
    Collections.addAll(rows, ",cust3,,tx2001", "9000,,x,tx2002", "9000,cust4,x,");
    return rows;
  }

  /** As one file, and shuffled over three; each has the header. */
  private static void write(List<String> rows, String header, String name) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    writeTable(rows, header, home.resolve("one.csv"));
    List<String> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(5));
    int third = rows.size() / 3;
    writeTable(shuffled.subList(0, third), header, home.resolve("part-1.csv"));
    writeTable(shuffled.subList(third, 2 * third), header, home.resolve("part-2.csv"));
    writeTable(shuffled.subList(2 * third, rows.size()), header, home.resolve("part-3.csv"));
  }

  private static void writeTable(List<String> rows, String header, Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    lines.addAll(rows);
    Files.write(file, lines);
  }
}
