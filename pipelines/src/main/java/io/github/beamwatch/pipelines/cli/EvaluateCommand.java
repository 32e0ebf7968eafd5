package io.github.beamwatch.pipelines.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.evaluate.EntityEvaluation;
import io.github.beamwatch.pipelines.evaluate.EntityLabels;
import io.github.beamwatch.pipelines.evaluate.IncidentEvaluation;
import io.github.beamwatch.pipelines.evaluate.Measure;
import io.github.beamwatch.pipelines.evaluate.ScoreEvaluation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code beamwatch evaluate}. */
@Command(
    name = "evaluate",
    description = {
      "How right scores or alerts were, where labels tell what was wrong.",
      "Scores: --predictions, --data and --label. Alerts: --alerts and --incidents.",
      "A ranking of entities: --ranking, --labels, and --label with --bad or --good."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--predictions",
      paramLabel = "CSV_OR_DIR",
      description = "What score has written.")
  private @Nullable Path predictions;

  @Option(
      names = "--data",
      paramLabel = "CSV_OR_DIR",
      description = "The labelled files, at the same relative paths.")
  private @Nullable Path data;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "The column that is 1 in an anomaly. Default ${DEFAULT-VALUE}.")
  private String label = "label";

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description = "Scores from T are alarms. Default: rows whose verdict is ANOMALY.")
  private @Nullable Double threshold;

  @Option(
      names = "--warmup",
      paramLabel = "SHARE",
      description = "This share of each file is not evaluated. Default ${DEFAULT-VALUE}.")
  private double warmup = 0.15;

  @Option(
      names = "--cooldown",
      paramLabel = "ROWS",
      description = "So many rows after an alert, none follows. Default ${DEFAULT-VALUE}.")
  private int cooldown = 10;

  @Option(
      names = "--delimiter",
      paramLabel = "CHARACTER",
      description = "What separates the fields of the data, or tab. Default: a comma.")
  private String delimiter = ",";

  @Option(
      names = "--alerts",
      paramLabel = "FILE_OR_DIR",
      description = "Alerts as JSON lines, or the folder of a run's results.")
  private @Nullable Path alerts;

  @Option(
      names = "--incidents",
      paramLabel = "FILE",
      description = "The labels that 'generate ad-events' has written.")
  private @Nullable Path incidents;

  @Mixin private IncidentStart start = new IncidentStart();

  @Option(
      names = "--ranking",
      paramLabel = "FILE_OR_DIR",
      description = "A ranking as JSON lines or CSV, or the folder of a run's results.")
  private @Nullable Path ranking;

  @Option(
      names = "--labels",
      paramLabel = "CSV",
      description = "Entities with a label in --label; a bad row makes its entity bad.")
  private @Nullable Path labels;

  @Option(
      names = "--entity",
      paramLabel = "COLUMN",
      description = "The column of the entity in --labels. Default: the first.")
  private String entity = "";

  @Option(
      names = "--bad",
      paramLabel = "VALUES",
      split = ",",
      description = "Labels that are bad; all others are good. Default: 1, true, fraud and such.")
  private List<String> bad = List.of();

  @Option(
      names = "--good",
      paramLabel = "VALUES",
      split = ",",
      description = "Labels that are good; all others are bad.")
  private List<String> good = List.of();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private Verbosity verbosity = new Verbosity();

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws JsonProcessingException {
    List<Measure> measures = measures();
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      ObjectNode object = new ObjectMapper().createObjectNode();
      for (Measure measure : measures) {
        if (Double.isNaN(measure.value())) {
          object.putNull(measure.name());
        } else {
          object.put(measure.name(), measure.value());
        }
      }
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(object));
    } else {
      measures.forEach(measure -> out.println(measure.line()));
    }
    out.flush();
    return Main.DONE;
  }

  private List<Measure> measures() {
    boolean ofRows = predictions != null || data != null;
    boolean ofAlerts = alerts != null || incidents != null;
    if (ranking != null && labels != null && !ofRows && !ofAlerts) {
      if (!bad.isEmpty() && !good.isEmpty()) {
        throw new UserException("give --bad or --good, not both: the others are the rest");
      }
      return EntityEvaluation.of(
          ranking, labels, new EntityLabels.Columns(entity, label, bad, good));
    }
    if (ranking != null || labels != null) {
      throw new UserException("a ranking is evaluated by --ranking and --labels, and nothing else");
    }
    if (predictions != null && data != null && !ofAlerts) {
      if (!(warmup >= 0 && warmup < 1)) {
        throw new UserException("--warmup=%s: a share from 0 to below 1".formatted(warmup));
      }
      if (cooldown < 0) {
        throw new UserException("--cooldown=%d: at least 0".formatted(cooldown));
      }
      FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
      return ScoreEvaluation.of(
          predictions,
          data,
          new ScoreEvaluation.Settings(
              label, Delimiter.of(delimiter), threshold, warmup, cooldown));
    }
    if (alerts != null && incidents != null && !ofRows) {
      return IncidentEvaluation.of(alerts, incidents, start.instant());
    }
    throw new UserException(
        "say what is to be evaluated: either --predictions and --data, or --alerts and"
            + " --incidents, or --ranking and --labels");
  }
}
