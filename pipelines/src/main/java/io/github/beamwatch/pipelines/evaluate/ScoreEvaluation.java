package io.github.beamwatch.pipelines.evaluate;

import io.github.beamwatch.core.evaluation.EventTally;
import io.github.beamwatch.core.evaluation.LabelledSeries;
import io.github.beamwatch.core.evaluation.RankedScores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Scored CSV files against the labels in their data. */
public final class ScoreEvaluation {
  private static final double MILLIS_PER_DAY = 86_400_000.0;

  private final EventTally inRows = new EventTally();
  private final EventTally inMillis = new EventTally();
  private final RankedScores ranked = new RankedScores();
  private long evaluatedMillis;
  private int files;

  private ScoreEvaluation() {}

  /**
   * What is compared, and how.
   *
   * @param label the column of the data that is 1 in an anomaly and 0 otherwise
   * @param delimiter of the data
   * @param threshold scores at and above it are alarms; null: the verdicts count
   * @param warmup share of each file, at its beginning, that is not evaluated
   * @param cooldown so many rows after an alert, none follows
   */
  public record Settings(
      String label, char delimiter, @Nullable Double threshold, double warmup, int cooldown) {}

  /** Evaluates two files, or the files of two folders. */
  public static List<Measure> of(Path predictions, Path data, Settings settings) {
    ScoreEvaluation evaluation = new ScoreEvaluation();
    for (TablePairs.Pair pair : TablePairs.of(predictions, data)) {
      evaluation.add(
          ScoredTable.read(
              pair.predictions(),
              pair.data(),
              settings.label(),
              settings.delimiter(),
              settings.threshold(),
              settings.warmup()),
          settings.cooldown());
    }
    return evaluation.measures(settings);
  }

  private void add(ScoredTable table, int cooldown) {
    LabelledSeries series = table.series();
    series.countInto(cooldown, inRows, inMillis);
    for (int row = series.skip(); row < series.labels().length; row++) {
      ranked.add(table.scores()[row], series.labels()[row]);
    }
    evaluatedMillis += series.evaluatedMillis();
    files++;
  }

  private List<Measure> measures(Settings settings) {
    List<Measure> measures = new ArrayList<>();
    measures.add(new Measure("files", files, "scored files"));
    measures.add(
        new Measure(
            "rows",
            ranked.rows(),
            String.format(
                Locale.ROOT,
                "rows that are evaluated: all but the first %.0f %% of each file",
                100 * settings.warmup())));
    measures.add(new Measure("anomalous_rows", ranked.anomalousRows(), "rows labelled 1"));
    measures.addAll(
        EventMeasures.of(
            inRows,
            "labelled segment",
            "alarms more than %d rows after the last alert".formatted(settings.cooldown())));
    measures.add(
        new Measure(
            "auroc",
            ranked.auroc(),
            "chance that an anomalous row scores above a usual one, ties half; 0.5 is chance"));
    measures.add(
        new Measure(
            "auprc",
            ranked.auprc(),
            String.format(
                Locale.ROOT,
                "average precision over all thresholds, equal scores as one; %.3f is chance",
                (double) ranked.anomalousRows() / ranked.rows())));
    measures.add(
        new Measure(
            "median_rows_to_detect",
            inRows.medianDelay(),
            "rows from the start of a caught segment to its first alert, median"));
    measures.add(new Measure("worst_rows_to_detect", inRows.worstDelay(), "the same, worst"));
    if (evaluatedMillis > 0) {
      measures.addAll(EventMeasures.ofTime(inMillis, evaluatedMillis / MILLIS_PER_DAY, "segment"));
    }
    return measures;
  }
}
