package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.backtest.Backtest;
import io.github.beamwatch.pipelines.evaluate.IncidentFile;
import io.github.beamwatch.pipelines.evaluate.LabelledIncident;
import io.github.beamwatch.pipelines.launch.BeamArguments;
import io.github.beamwatch.pipelines.launch.InputFiles;
import io.github.beamwatch.pipelines.launch.RunnerKind;
import io.github.beamwatch.pipelines.spec.LoadedSpec;
import io.github.beamwatch.pipelines.spec.SpecLoader;
import io.github.beamwatch.pipelines.spec.SpecOverride;
import io.github.beamwatch.pipelines.spec.SpecText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code beamwatch backtest}. */
@Command(
    name = "backtest",
    description = {
      "Runs a template or a spec file over history, and sends nothing.",
      "Says how many alerts a day there would have been, how right and how fast they were where"
          + " labels tell, and what other thresholds would have done; draws it in report.html."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {"", "Any further --name=value is an option of Beam or of its runner."})
final class BacktestCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "TEMPLATE_OR_SPEC",
      description = "A bundled template's name, or the path of a YAML spec.")
  private String name = "";

  @Option(
      names = "--input",
      paramLabel = "GLOB",
      description = "The history, in place of the spec's source; repeatable, or with commas.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = {
        "What is known to have been wrong: the labels of 'generate ad-events', or CSV or JSON lines",
        "with start, end and, where known, rule and the series' labels."
      })
  private @Nullable Path labels;

  @Mixin private IncidentStart start = new IncidentStart();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "For report.html, report.json and the run's results. Default ${DEFAULT-VALUE}.")
  private String output = "backtest";

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description = "Replaces a value of the spec, for example --set alerts.cooldown=5m.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--runner",
      paramLabel = "RUNNER",
      description = "DirectRunner, FlinkRunner or SparkRunner; by default the bundle's own.")
  private @Nullable String runner;

  @Mixin private Verbosity verbosity = new Verbosity();

  @Unmatched private List<String> beamOptions = new ArrayList<>();

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    RunnerKind kind = RunnerKind.choose(runner);
    if (output.contains("://")) {
      throw new UserException("--output=%s: the report needs a local folder".formatted(output));
    }
    BeamArguments arguments = BeamArguments.of(beamOptions);
    LoadedSpec loaded = SpecLoader.load(SpecText.open(name), allOverrides(), System.getenv());
    if (!loaded.spec().source().bounded()) {
      throw new UserException("a backtest needs stored events: name them with --input=GLOB");
    }
    if (loaded.spec().detect().isEmpty()) {
      throw new UserException("%s has no rule to be tested".formatted(loaded.source()));
    }
    List<LabelledIncident> incidents = null;
    if (labels != null) {
      incidents = IncidentFile.read(labels, start.instant());
      Backtest.check(loaded.spec(), incidents, labels);
    }
    PrintWriter err = command.commandLine().getErr();
    int code = new SpecRun(kind, arguments, null, err).withoutPrinting().run(loaded, output);
    if (code != Main.DONE) {
      return code;
    }
    PrintWriter out = command.commandLine().getOut();
    Path folder = Path.of(output).toAbsolutePath().normalize();
    Backtest.report(loaded, folder, incidents).forEach(out::println);
    out.println("The report is " + folder.resolve("report.html"));
    out.flush();
    return Main.DONE;
  }

  private List<SpecOverride> allOverrides() {
    List<SpecOverride> all = new ArrayList<>();
    overrides.forEach(override -> all.add(SpecOverride.parse(override)));
    if (!inputs.isEmpty()) {
      all.add(SpecOverride.input(InputFiles.globs(inputs)));
    }
    all.addAll(SpecOverride.output(output));
    return all;
  }
}
