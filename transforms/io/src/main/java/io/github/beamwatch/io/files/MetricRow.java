package io.github.beamwatch.io.files;

import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.io.table.Cells;
import io.github.beamwatch.io.table.Column;
import io.github.beamwatch.io.table.RowShape;
import java.util.ArrayList;
import java.util.List;

/** A metric point as a row: every label, measure and metric a column. */
public final class MetricRow implements RowShape<MetricPoint> {
  private static final long serialVersionUID = 1L;

  private final List<String> labels;
  private final List<String> measures;
  private final List<String> metrics;

  /** What this spec measures. */
  public MetricRow(MeasureSpec spec) {
    this.labels = spec.groupBy();
    this.measures = List.copyOf(spec.measures().keySet());
    this.metrics = List.copyOf(spec.metrics().keySet());
  }

  @Override
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    LabelColumns.add(labels, columns);
    columns.add(Column.timestamp("window_start"));
    columns.add(Column.timestamp("window_end"));
    columns.add(Column.whole("samples"));
    measures.forEach(measure -> columns.add(Column.number("measure_" + measure)));
    metrics.forEach(metric -> columns.add(Column.number("metric_" + metric)));
    return columns;
  }

  @Override
  public void write(MetricPoint point, Cells cells) {
    LabelColumns.write(point.series(), cells);
    cells.timestamp(point.windowStart()).timestamp(point.windowEnd()).whole(point.samples());
    for (MeasureValue measure : point.measures()) {
      cells.number(measure.value());
    }
    for (double metric : point.metrics()) {
      cells.number(metric);
    }
  }
}
