package io.github.beamwatch.io.files;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.io.table.Cells;
import io.github.beamwatch.io.table.Column;
import io.github.beamwatch.io.table.RowShape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An alert as a row: the fields of its JSON, each label a column. */
public final class AlertRow implements RowShape<Alert> {
  private static final long serialVersionUID = 1L;

  private final List<String> labels;

  /** Alerts about series with these labels. */
  public AlertRow(List<String> labels) {
    this.labels = List.copyOf(labels);
  }

  @Override
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (String name :
        List.of("alert_id", "status", "alert_type", "severity", "pipeline", "spec_version")) {
      columns.add(Column.string(name));
    }
    LabelColumns.add(labels, columns);
    columns.add(Column.string("metric_name"));
    for (String name : List.of("current_value", "expected_value", "deviation_percent", "score")) {
      columns.add(Column.number(name));
    }
    columns.add(Column.string("detector"));
    for (String name :
        List.of("window_start", "window_end", "alert_time", "starts_at", "ends_at")) {
      columns.add(Column.timestamp(name));
    }
    columns.add(Column.whole("occurrences"));
    columns.add(Column.string("message"));
    columns.add(Column.whole("samples"));
    return columns;
  }

  @Override
  public void write(Alert alert, Cells cells) {
    cells
        .string(alert.alertId())
        .string(alert.status().name().toLowerCase(Locale.ROOT))
        .string(alert.alertType())
        .string(alert.severity().name().toLowerCase(Locale.ROOT))
        .string(alert.pipeline())
        .string(alert.specVersion());
    LabelColumns.write(labels, alert.labels(), cells);
    cells
        .string(alert.metricName())
        .number(alert.currentValue())
        .number(alert.expectedValue())
        .number(alert.deviationPercent())
        .number(alert.score())
        .string(alert.detector())
        .timestamp(alert.windowStart().toEpochMilli())
        .timestamp(alert.windowEnd().toEpochMilli())
        .timestamp(alert.alertTime().toEpochMilli())
        .timestamp(alert.startsAt().toEpochMilli());
    Instant end = alert.endsAt();
    if (end == null) {
      cells.empty();
    } else {
      cells.timestamp(end.toEpochMilli());
    }
    cells.whole(alert.occurrences()).string(alert.message()).whole(alert.samples());
  }
}
