package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.generate.FileLines;
import io.github.beamwatch.pipelines.generate.LineSink;
import io.github.beamwatch.pipelines.generate.Pace;
import io.github.beamwatch.pipelines.generate.SendLines;
import io.github.beamwatch.pipelines.generate.TopicLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code beamwatch generate ad-events}. */
@Command(
    name = "ad-events",
    description = {
      "Impressions and clicks per country and ad format, with planted incidents.",
      "The labels of the incidents are written beside the events."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class AdEventsCommand implements Callable<Integer> {
  @Option(names = "--seed", description = "Same seed, same events. Default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Impressions per second over all series. Default ${DEFAULT-VALUE}.")
  private double rate = AdEventGenerator.DEFAULT_EVENTS_PER_SECOND;

  @Option(names = "--minutes", paramLabel = "N", description = "Default ${DEFAULT-VALUE}.")
  private int minutes = AdEventGenerator.DEFAULT_MINUTES;

  @Option(
      names = "--series",
      paramLabel = "N",
      description = "Pairs of country and ad format. Default ${DEFAULT-VALUE}.")
  private int series = AdEventGenerator.DEFAULT_SERIES;

  @Option(
      names = "--disorder",
      paramLabel = "SECONDS",
      description = "How late an event may be sent after its time. Default ${DEFAULT-VALUE}.")
  private int disorder;

  @Option(
      names = "--bad-lines",
      paramLabel = "N",
      description = "Of a thousand lines, so many are no events. Default ${DEFAULT-VALUE}.")
  private double badLines;

  @Option(
      names = "--incidents",
      paramLabel = "SCENARIOS",
      split = ",",
      description =
          "all, none, or some of ctr_drop, ctr_spike, traffic_spike, revenue_drop, all_at_once."
              + " Default: each but all_at_once.")
  private List<String> incidents = new ArrayList<>();

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description = "The first minute, such as 2026-01-31T09:30:00Z, or now.")
  private @Nullable String start;

  @Option(names = "--output", paramLabel = "FILE", description = "A file; .gz is compressed.")
  private @Nullable Path output;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "A broker, in place of a file.")
  private @Nullable String kafka;

  @Option(names = "--topic", paramLabel = "TOPIC", description = "Default ${DEFAULT-VALUE}.")
  private String topic = "ad-events";

  @Option(
      names = "--paced",
      description = "Send each event at its own time, starting now, rather than all at once.")
  private boolean paced;

  @Option(names = "--labels", paramLabel = "FILE", description = "Where the labels go.")
  private @Nullable Path labels;

  @Mixin private Verbosity verbosity = new Verbosity();

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if ((output == null) == (kafka == null)) {
      throw new UserException("say where the events go: either --output=FILE or --kafka=HOST:PORT");
    }
    AdEventGenerator generator = generator();
    Path labelFile = labelFile();
    PrintWriter err = command.commandLine().getErr();
    Pace pace = paced ? Pace.of(InstantSource.system()) : Pace.none();
    long lines;
    try (LineSink sink = sink()) {
      lines = SendLines.of(generator, sink, pace, sent -> err.printf("%,d lines%n", sent).flush());
    }
    Files.writeString(labelFile, generator.incidentsJson() + "\n");
    err.printf(
        "%,d lines in %s; %d incidents in %s%n",
        lines, output != null ? output : "topic " + topic, generator.incidents().size(), labelFile);
    err.flush();
    return Main.DONE;
  }

  private AdEventGenerator generator() {
    try {
      return AdEventGenerator.seeded(seed)
          .withStart(startInstant())
          .withMinutes(minutes)
          .withEventsPerSecond(rate)
          .withSeries(series)
          .withDisorderSeconds(disorder)
          .withBadLinesPerThousand(badLines)
          .withScenarios(ScenarioChoice.of(incidents));
    } catch (IllegalArgumentException e) {
      throw new UserException(String.valueOf(e.getMessage()));
    }
  }

  private Instant startInstant() {
    if (start == null && !paced) {
      return AdEventGenerator.DEFAULT_START;
    }
    if (start == null || start.equals("now")) {
      return InstantSource.system().instant().truncatedTo(ChronoUnit.MINUTES);
    }
    try {
      return Instant.parse(start);
    } catch (java.time.format.DateTimeParseException e) {
      throw new UserException(
          "--start=%s is not an instant; write 2026-01-31T09:30:00Z or now".formatted(start));
    }
  }

  private LineSink sink() throws IOException {
    if (output == null) {
      return TopicLines.connect(String.valueOf(kafka), topic);
    }
    try {
      return FileLines.create(output);
    } catch (IOException e) {
      throw new UserException("--output=%s cannot be written: %s".formatted(output, e));
    }
  }

  private Path labelFile() {
    if (labels != null) {
      return labels;
    }
    String base = output != null ? output.toString() : topic;
    return Path.of(base.replaceFirst("(\\.jsonl?)?(\\.gz)?$", "") + ".incidents.json");
  }
}
