package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.Scenario;
import io.github.beamwatch.pipelines.demo.IncidentReport;
import io.github.beamwatch.pipelines.generate.FileLines;
import io.github.beamwatch.pipelines.generate.LineSink;
import io.github.beamwatch.pipelines.generate.Pace;
import io.github.beamwatch.pipelines.generate.SendLines;
import io.github.beamwatch.pipelines.launch.BeamArguments;
import io.github.beamwatch.pipelines.launch.RunnerKind;
import io.github.beamwatch.pipelines.spec.LoadedSpec;
import io.github.beamwatch.pipelines.spec.SpecLoader;
import io.github.beamwatch.pipelines.spec.SpecOverride;
import io.github.beamwatch.pipelines.spec.Templates;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code beamwatch demo}: generate, run, compare. Needs no server and ends by itself. */
@Command(
    name = "demo",
    description = "Finds the planted incidents of generated ad events; needs no server.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final String TEMPLATE = "ad-metrics";
  private static final AdEventGenerator EVENTS =
      AdEventGenerator.seeded(36)
          .withMinutes(60)
          .withEventsPerSecond(100)
          .withDisorderSeconds(15)
          .withScenarios(List.of(Scenario.values()))
          .withBadLinesPerThousand(0.2);

  @Option(names = "--output", paramLabel = "DIR", description = "Default ${DEFAULT-VALUE}.")
  private Path folder = Path.of("beamwatch-demo");

  @Mixin private Verbosity verbosity = new Verbosity();

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = command.commandLine().getOut();
    Path events = folder.resolve("ad-events.jsonl.gz");
    Path labels = folder.resolve("ad-events.incidents.json");
    Path results = folder.resolve("results");
    say(out, "Generating an hour of ad events with planted incidents ...");
    long lines;
    try (LineSink sink = FileLines.create(events)) {
      lines = SendLines.of(EVENTS, sink, Pace.none(), sent -> {});
    }
    Files.writeString(labels, EVENTS.incidentsJson() + "\n");
    say(
        out,
        "%,d lines. Running the template %s on them; its alerts:%n".formatted(lines, TEMPLATE));
    int code = run(events, results);
    if (code != Main.DONE) {
      return code;
    }
    say(out, "%nThe planted incidents, and when their alerts fired (UTC):".formatted());
    IncidentReport.of(EVENTS.start(), EVENTS.incidents(), results).lines().forEach(out::println);
    say(
        out,
        """

        Events and labels are in %1$s, alerts, metrics, scores and dead letters in %2$s.
        Next: make the rules stricter, and see what is still found:
          bin/beamwatch run ad-metrics --input=%3$s --output=stricter --set detect.ctr_drop.when.belowRatio=0.3
        Or read the rules:
          bin/beamwatch templates ad-metrics"""
            .formatted(folder, results, events));
    return Main.DONE;
  }

  private int run(Path events, Path results) {
    LoadedSpec loaded =
        SpecLoader.load(
            Templates.read(TEMPLATE),
            List.of(SpecOverride.input(List.of(events.toAbsolutePath().toString()))),
            Map.of());
    return new SpecRun(
            RunnerKind.choose(null),
            BeamArguments.of(List.of()),
            null,
            command.commandLine().getErr())
        .run(loaded, results.toString());
  }

  private static void say(PrintWriter out, String text) {
    out.println(text);
    out.flush();
  }
}
