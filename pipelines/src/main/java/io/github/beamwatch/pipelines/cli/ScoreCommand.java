package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.core.scoring.ColumnChoice;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.BeamArguments;
import io.github.beamwatch.pipelines.launch.RunnerKind;
import io.github.beamwatch.pipelines.ranking.RankingGoal;
import io.github.beamwatch.pipelines.score.DetectorChoice;
import io.github.beamwatch.pipelines.spec.LoadedRanking;
import io.github.beamwatch.pipelines.spec.SpecKind;
import io.github.beamwatch.pipelines.spec.SpecText;
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

/** {@code beamwatch score}. */
@Command(
    name = "score",
    description = {
      "Scores the rows of CSV files with a header, each file a data set of its own.",
      "One row of output for each row of input: time or index, anomaly_score, verdict, expected,"
          + " outlier."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {"", "Any further --name=value is an option of Beam or of its runner."})
final class ScoreCommand implements Callable<Integer> {
  private static final String ALL = "all";

  private static final List<String> OF_TABLES =
      List.of(
          "--detector",
          "--timestamp",
          "--value",
          "--features",
          "--exclude",
          "--train-rows",
          "--seed",
          "--delimiter",
          "--threshold");

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SPEC",
      description =
          "A ranking, such as user-behaviour: scores its entities, or its events, by a model.")
  private @Nullable String spec;

  @Option(names = "--detector", paramLabel = "NAME", description = "Who judges rows of tables.")
  private @Nullable String detector;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Of a ranking: the model's file. Default: that of the spec, or one is trained.")
  private @Nullable String model;

  @Option(
      names = "--input",
      paramLabel = "CSV_OR_DIR",
      description = "A CSV file, a glob, or a folder that is searched for *.csv and *.csv.gz.")
  private @Nullable String input;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Gets a file for each file of the input, at the same relative path.")
  private String output = "";

  @Option(
      names = "--timestamp",
      paramLabel = "COLUMN",
      description = "The rows' times, which rise. Without it, rows are a minute apart.")
  private @Nullable String timestamp;

  @Option(
      names = "--value",
      paramLabel = "COLUMN",
      description = "The one column to look at. Default: value.")
  private @Nullable String value;

  @Option(
      names = "--features",
      paramLabel = "COLUMNS",
      split = ",",
      description =
          "Several columns to look at together, or all (but the timestamp). Without --timestamp"
              + " the rows are taken for a set without order.")
  private List<String> features = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "COLUMNS",
      split = ",",
      description = "Columns that --features=all leaves out, such as labels.")
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--train-rows",
      paramLabel = "N",
      description = "So many rows at the beginning of each file only teach.")
  private long trainRows;

  @Option(
      names = "--train",
      paramLabel = "CSV",
      description = "A file whose rows teach before each file of the input.")
  private @Nullable String train;

  @Option(names = "--seed", description = "Of random numbers. Default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--delimiter",
      paramLabel = "CHARACTER",
      description = "What separates the fields of the input, or tab. Default: a comma.")
  private String delimiter = ",";

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description = "A score from which a row is an anomaly, in place of the detector's own.")
  private @Nullable Double threshold;

  @Option(
      names = "--set",
      paramLabel = "name=value",
      description = "A parameter of the detector, for example --set warmup=100.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--runner",
      paramLabel = "RUNNER",
      description = "DirectRunner, FlinkRunner or SparkRunner; by default the bundle's own.")
  private @Nullable String runner;

  @Option(names = "--parallelism", paramLabel = "N", description = "How many workers.")
  private @Nullable Integer parallelism;

  @Mixin private Verbosity verbosity = new Verbosity();

  @Unmatched private List<String> beamOptions = new ArrayList<>();

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    RunnerKind kind = RunnerKind.choose(runner);
    if (parallelism != null && parallelism < 1) {
      throw new UserException("--parallelism=%d: at least 1".formatted(parallelism));
    }
    if (spec != null) {
      return ranking(kind, spec);
    }
    if (detector == null) {
      throw new UserException(
          "name who judges the rows with --detector=NAME, or a ranking, such as 'score"
              + " user-behaviour'");
    }
    if (model != null) {
      throw new UserException("--model goes with a ranking; tables are judged by --detector=NAME");
    }
    if (input == null) {
      throw new UserException("--input is missing: a CSV file, a glob or a folder");
    }
    if (trainRows < 0) {
      throw new UserException("--train-rows=%d: at least 0".formatted(trainRows));
    }
    if (threshold != null && threshold.isNaN()) {
      throw new UserException("--threshold: a number is expected");
    }
    ScoreRun run =
        new ScoreRun(
            kind, BeamArguments.of(beamOptions), parallelism, command.commandLine().getErr());
    return run.run(
        new ScoreRun.Request(
            input,
            output,
            columns(),
            timestamp == null && !features.isEmpty(),
            new DetectorChoice(detector, settings, threshold, seed),
            trainRows,
            train));
  }

  private int ranking(RunnerKind kind, String name) {
    for (String option : OF_TABLES) {
      if (command.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new UserException(
            "%s goes with tables, not with a ranking such as '%s'".formatted(option, name));
      }
    }
    List<String> inputs = input == null ? List.of() : List.of(input);
    if (SpecKind.of(SpecText.open(name)) == SpecKind.EVENT_RANKING) {
      if (train != null) {
        throw new UserException(
            "--train does not go with a ranking of events: train its model first, with"
                + " 'beamwatch train'");
      }
      EventRankingRequest request =
          new EventRankingRequest(name, settings, inputs, List.of(), model, output, List.of());
      return new EventRankingRun(
              kind, BeamArguments.of(beamOptions), parallelism, command.commandLine().getErr())
          .score(request.load(), RankingGoal.SCORE, request.folder());
    }
    List<String> trains = train == null ? List.of() : List.of(train);
    LoadedRanking loaded = RankingOptions.load(name, settings, inputs, trains, output, List.of());
    return new RankingRun(
            kind, BeamArguments.of(beamOptions), parallelism, command.commandLine().getErr())
        .run(loaded, RankingGoal.SCORE, new ModelChoice(model, train != null), output);
  }

  private ColumnChoice columns() {
    if (value != null && !features.isEmpty()) {
      throw new UserException("say either --value for one column or --features for several");
    }
    if (!exclude.isEmpty() && !features.equals(List.of(ALL))) {
      throw new UserException("--exclude leaves columns out of --features=all; give both");
    }
    List<String> channels =
        features.equals(List.of(ALL))
            ? List.of()
            : !features.isEmpty()
                ? features
                : List.of(value != null ? value : ColumnChoice.USUAL_VALUE);
    return new ColumnChoice(timestamp, channels, exclude, Delimiter.of(delimiter));
  }
}
