package io.github.beamwatch.io.files;

import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.Transition;
import io.github.beamwatch.core.spec.Severity;
import io.github.beamwatch.io.table.Cells;
import io.github.beamwatch.io.table.Column;
import io.github.beamwatch.io.table.RowShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A verdict as a row: the fields of its JSON, each label a column. */
public final class ScoreRow implements RowShape<Verdict> {
  private static final long serialVersionUID = 1L;

  private final List<String> labels;

  /** Verdicts about series with these labels. */
  public ScoreRow(List<String> labels) {
    this.labels = List.copyOf(labels);
  }

  @Override
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    LabelColumns.add(labels, columns);
    for (String name : List.of("rule", "metric_name", "detector")) {
      columns.add(Column.string(name));
    }
    columns.add(Column.timestamp("window_start"));
    columns.add(Column.timestamp("window_end"));
    columns.add(Column.string("verdict"));
    for (String name :
        List.of("value", "expected", "deviation_percent", "score", "threshold", "lower", "upper")) {
      columns.add(Column.number(name));
    }
    columns.add(Column.whole("samples"));
    columns.add(Column.string("severity"));
    columns.add(Column.flag("imputed"));
    columns.add(Column.string("alert"));
    return columns;
  }

  @Override
  public void write(Verdict verdict, Cells cells) {
    LabelColumns.write(verdict.series(), cells);
    Severity severity = verdict.severity();
    Transition transition = verdict.transition();
    cells
        .string(verdict.rule())
        .string(verdict.metric())
        .string(verdict.detector())
        .timestamp(verdict.windowStart())
        .timestamp(verdict.windowEnd())
        .string(verdict.kind().name())
        .number(verdict.value())
        .number(verdict.expected())
        .number(verdict.deviationPercent())
        .number(verdict.score())
        .number(verdict.threshold())
        .number(verdict.lower())
        .number(verdict.upper())
        .whole(verdict.samples())
        .string(word(severity))
        .flag(verdict.imputed())
        .string(word(transition == null ? null : transition.status()));
  }

  private static @Nullable String word(@Nullable Enum<?> value) {
    return value == null ? null : value.name().toLowerCase(Locale.ROOT);
  }
}
