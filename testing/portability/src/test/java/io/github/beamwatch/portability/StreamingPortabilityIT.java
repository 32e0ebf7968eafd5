package io.github.beamwatch.portability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.Scenario;
import io.github.beamwatch.fixtures.PlainRules;
import io.github.beamwatch.fixtures.PlainWindow;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.fixtures.prometheus.Scrape;
import io.github.beamwatch.portability.Results.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same events from a real topic, unbounded, on every runner: the very alerts, metric points and
 * dead letters of the bounded run, none missing, none more, and every record accounted for.
 */
@ExtendWith(KafkaExtension.class)
class StreamingPortabilityIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private static final AdTopic TOPIC =
      AdTopic.of(
          AdEventGenerator.seeded(7)
              .withMinutes(30)
              .withEventsPerSecond(10)
              .withDisorderSeconds(20)
              .withBadLinesPerThousand(2)
              .withScenarios(List.of(Scenario.values())),
          7);

  @TempDir private static Path folder;

  private static PlainRules.Outcome oracle;
  private static Results bounded;

  @BeforeAll
  static void runBounded() throws IOException {
    oracle = PlainRules.apply(TOPIC.inTime());
    assertThat(oracle.alerts().size()).isGreaterThan(50);
    assertThat(oracle.deadLines()).hasSizeGreaterThan(20);
    assertThat(TOPIC.late()).hasSizeGreaterThan(100);
    assertThat(TOPIC.size())
        .isEqualTo(TOPIC.inTime().size() + TOPIC.late().size() + AdTopic.PARTITIONS);

    Path input = folder.resolve("bounded/in-time.jsonl");
    Path output = folder.resolve("bounded/output");
    InputFiles.writeOne(TOPIC.inTime(), input);
    List<String> arguments = List.of("ad-metrics-plain", "--input=" + input, "--output=" + output);
    try (BundleProcess process =
        Bundle.DIRECT.run(folder.resolve("bounded"), Map.of(), arguments)) {
      assertThat(process.awaitExit(PATIENCE)).as(process.tail()).isZero();
    }
    bounded = Results.in(output);
    SameLines.require(
        "bounded run", PlainTexts.alerts(oracle), PlainTexts.alerts(bounded.of(Kind.ALERTS)));
  }

  @ParameterizedTest
  @EnumSource
  void aTopicGivesWhatFilesGive(Bundle bundle, KafkaBroker broker) {
    Topics topics = new Topics(broker, bundle);
    topics.create();
    // Most of the log is there before the job comes, and its partitions end at different times.
    int[] sent = topics.send(new int[AdTopic.PARTITIONS], 0.7);

    URI metrics = URI.create("http://" + LoopbackPorts.HOST + ":" + LoopbackPorts.free());
    Account account;
    try (BundleProcess job =
        bundle.run(
            folder.resolve(bundle.name()),
            topics.environment(),
            topics.arguments(metrics.getPort()))) {
      // The rest comes while the job runs.
      await(job, topics, () -> topics.size(Kind.METRICS) > 0);
      topics.send(sent, 1);
      await(
          job,
          topics,
          () ->
              topics.size(Kind.ALERTS) >= oracle.alerts().size()
                  && topics.size(Kind.METRICS) >= oracle.windows().size()
                  && topics.size(Kind.DEAD_LETTERS)
                      >= oracle.deadLines().size() + TOPIC.late().size());
      requireMetrics(job, topics, metrics.resolve("/metrics"));
      job.askToStop();
      assertThat(job.awaitExit(PATIENCE)).as(job.tail()).isZero();
      account = Account.of(job.messages());
    }

    for (Kind kind : List.of(Kind.ALERTS, Kind.METRICS)) {
      SameLines.require(bundle + " " + kind, bounded.of(kind), topics.lines(kind));
    }
    List<String> letters = topics.lines(Kind.DEAD_LETTERS);
    SameLines.require(
        bundle + " late",
        PlainTexts.badLines(TOPIC.late()),
        PlainTexts.payloads(letters, "late", true));
    SameLines.require(
        bundle + " dead letters",
        bounded.of(Kind.DEAD_LETTERS),
        Results.comparable(
            Kind.DEAD_LETTERS,
            letters.stream().filter(letter -> !letter.contains("\"reason\":\"late\"")).toList()));
    assertThat(account)
        .isEqualTo(
            new Account(
                TOPIC.size(),
                oracle.events(),
                oracle.deadLines().size(),
                TOPIC.late().size(),
                TOPIC.closing().size(),
                oracle.alerts().size(),
                0,
                oracle.windows().size()));
  }

  /** The same metrics by the same names on every runner, and the very numbers of the account. */
  private static void requireMetrics(BundleProcess job, Topics topics, URI page) {
    // Runners count a bundle when it is over, a moment after its results are out.
    await(
        job, topics, () -> scrape(page).sum("beamwatch_events_measured_total") == oracle.events());
    Scrape metrics = scrape(page);
    int dead = oracle.deadLines().size();
    assertThat(metrics.sum("beamwatch_events_read_total")).isEqualTo(TOPIC.size());
    assertThat(metrics.sum("beamwatch_events_parsed_total"))
        .isEqualTo(TOPIC.size() - dead - TOPIC.late().size());
    assertThat(metrics.sum("beamwatch_dead_letters_total")).isEqualTo(dead);
    assertThat(metrics.sum("beamwatch_late_total")).isEqualTo(TOPIC.late().size());
    assertThat(metrics.sum("beamwatch_windows_total")).isEqualTo(oracle.windows().size());
    assertThat(metrics.sum("beamwatch_alerts_total", "status=\"firing\""))
        .isEqualTo(oracle.alerts().size());
    assertThat(metrics.sum("beamwatch_series_total"))
        .isEqualTo(oracle.windows().stream().map(PlainWindow::series).distinct().count());
    assertThat(metrics.sum("beamwatch_alert_latency_milliseconds_count"))
        .isEqualTo(oracle.alerts().size());
    assertThat(metrics.sum("beamwatch_watermark_timestamp_seconds")).isPositive();
    assertThat(metrics.sum("beamwatch_source_watermark_timestamp_seconds"))
        .isGreaterThanOrEqualTo(metrics.sum("beamwatch_watermark_timestamp_seconds"));
  }

  private static Scrape scrape(URI page) {
    try {
      return Scrape.of(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(BundleProcess job, Topics topics, BooleanSupplier done) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean()) {
      if (!job.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError(
            job + (job.isAlive() ? " took too long; " : " has ended; ") + topics + job.tail());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** The topics of one job. */
  private record Topics(KafkaBroker broker, Bundle bundle) {

    private static final Duration READ_PATIENCE = Duration.ofMinutes(1);

    void create() {
      broker.createTopic(name("events"), AdTopic.PARTITIONS);
      for (Kind kind : List.of(Kind.ALERTS, Kind.METRICS, Kind.DEAD_LETTERS)) {
        broker.createTopic(name(kind), 2);
      }
    }

    /** Sends each partition from where it is up to this share; where it is then. */
    int[] send(int[] from, double share) {
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      int[] to = new int[AdTopic.PARTITIONS];
      for (int partition = 0; partition < AdTopic.PARTITIONS; partition++) {
        List<byte[]> lines = TOPIC.partitions().get(partition);
        to[partition] = (int) Math.round(lines.size() * share);
        for (byte[] line : lines.subList(from[partition], to[partition])) {
          records.add(new ProducerRecord<>(name("events"), partition, null, line));
        }
      }
      broker.produce(records);
      return to;
    }

    Map<String, String> environment() {
      return Map.of("KAFKA", broker.bootstrapServers(), "KAFKA_TOPIC", name("events"));
    }

    List<String> arguments(int metricsPort) {
      return List.of(
          "ad-metrics-plain",
          "--metrics-port=" + metricsPort,
          "--set",
          "alerts.sinks=[{kafka: {topic: " + name(Kind.ALERTS) + "}}]",
          "--set",
          "sinks.metrics=[{kafka: {topic: " + name(Kind.METRICS) + "}}]",
          "--set",
          "sinks.deadLetters=[{kafka: {topic: " + name(Kind.DEAD_LETTERS) + "}}]");
    }

    long size(Kind kind) {
      return broker.size(name(kind));
    }

    List<String> lines(Kind kind) {
      return broker.consume(name(kind), (int) size(kind), READ_PATIENCE).stream()
          .map(record -> new String(record.value(), UTF_8))
          .toList();
    }

    private String name(Kind kind) {
      return name(kind.name());
    }

    private String name(String what) {
      return "streaming-" + bundle + "-" + what;
    }

    @Override
    public String toString() {
      return "alerts %d of %d, metrics %d of %d, dead letters %d of %d"
          .formatted(
              size(Kind.ALERTS),
              oracle.alerts().size(),
              size(Kind.METRICS),
              oracle.windows().size(),
              size(Kind.DEAD_LETTERS),
              oracle.deadLines().size() + TOPIC.late().size());
    }
  }
}
