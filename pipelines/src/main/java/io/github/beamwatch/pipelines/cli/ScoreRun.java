package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.core.scoring.ColumnChoice;
import io.github.beamwatch.core.scoring.Judges;
import io.github.beamwatch.core.scoring.ScorePlan;
import io.github.beamwatch.core.scoring.TableColumns;
import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.io.files.CsvTable;
import io.github.beamwatch.io.files.ScoreFiles;
import io.github.beamwatch.io.files.ScoredFile;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.BeamArguments;
import io.github.beamwatch.pipelines.launch.InputFiles;
import io.github.beamwatch.pipelines.launch.JobLauncher;
import io.github.beamwatch.pipelines.launch.JobOutcome;
import io.github.beamwatch.pipelines.launch.JobShape;
import io.github.beamwatch.pipelines.launch.OutputFolder;
import io.github.beamwatch.pipelines.launch.ProgressLine;
import io.github.beamwatch.pipelines.launch.RunnerDefaults;
import io.github.beamwatch.pipelines.launch.RunnerKind;
import io.github.beamwatch.pipelines.score.DetectorChoice;
import io.github.beamwatch.pipelines.score.ScoreInputs;
import io.github.beamwatch.pipelines.score.ScoreSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** One scoring of files: checks, the job, and the account of it. */
final class ScoreRun {
  private final RunnerKind runner;
  private final BeamArguments arguments;
  private final @Nullable Integer parallelism;
  private final PrintWriter err;

  ScoreRun(
      RunnerKind runner, BeamArguments arguments, @Nullable Integer parallelism, PrintWriter err) {
    this.runner = runner;
    this.arguments = arguments;
    this.parallelism = parallelism;
    this.err = err;
  }

  /**
   * What is to be scored, by whom, and where the scores go.
   *
   * @param ofRows whether the rows have no order
   */
  record Request(
      String input,
      String output,
      ColumnChoice columns,
      boolean ofRows,
      DetectorChoice detector,
      long trainRows,
      @Nullable String train) {}

  /** Runs it; returns the exit code. */
  int run(Request request) {
    long start = System.nanoTime();
    arguments.setDefault("runner", runner.optionValue()).setDefault("jobName", "score");
    FileSystems.setDefaultPipelineOptions(arguments.toOptions());
    String output = OutputFolder.absolute(request.output());
    List<ScoredFile> files = ScoreInputs.list(request.input(), output);
    int channels = 1;
    Set<String> names = new LinkedHashSet<>();
    for (ScoredFile file : files) {
      TableColumns columns = columns(file.input(), request.columns());
      channels = columns.channels().size();
      names.addAll(columns.names());
    }
    for (String name : request.columns().exclude()) {
      if (!names.contains(name)) {
        throw new UserException(
            "--exclude: no file has a column '%s'%s"
                .formatted(name, NearestName.choice(name, names, "columns")));
      }
    }
    String train = null;
    if (request.train() != null) {
      train = InputFiles.globs(List.of(request.train())).get(0);
      InputFiles.requirePresent(List.of(train));
      var unused = columns(train, request.columns());
    }
    Judges judges =
        request.ofRows() ? request.detector().ofRows() : request.detector().ofSeries(channels);
    RunnerDefaults defaults = RunnerDefaults.of(runner);
    defaults.apply(arguments, new JobShape(true, 0, parallelism), err::println);
    PipelineOptions options = arguments.toOptions();
    boolean inProcess = defaults.inProcess(arguments);
    Pipeline pipeline = Pipeline.create(options);
    ScoreFiles score =
        ScoreFiles.of(files, new ScorePlan(request.columns(), judges, request.trainRows()));
    pipeline.apply("ScoreFiles", train == null ? score : score.withTraining(train));
    boolean attached = inProcess || !"false".equals(arguments.get("attachedMode"));
    JobOutcome outcome =
        new JobLauncher(err, inProcess, true, attached)
            .withProgress(ProgressLine.OF_ROWS)
            .launch(pipeline);
    if (outcome.end() == JobOutcome.End.SUBMITTED) {
      err.println("Submitted; the cluster has it now.");
    } else {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      new ScoreSummary(outcome.metrics(), took).lines().forEach(err::println);
      err.println("Files are in " + output);
    }
    err.flush();
    return Main.DONE;
  }

  /** The chosen columns of a file. A mistake in a name should not start a job. */
  private static TableColumns columns(String path, ColumnChoice choice) {
    try {
      return CsvTable.columns(path, choice);
    } catch (IllegalArgumentException e) {
      throw new UserException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UserException("%s cannot be read: %s".formatted(path, e.getMessage()));
    }
  }
}
