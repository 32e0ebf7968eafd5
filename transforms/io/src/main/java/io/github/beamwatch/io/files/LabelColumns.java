package io.github.beamwatch.io.files;

import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.io.table.Cells;
import io.github.beamwatch.io.table.Column;
import java.util.List;
import java.util.SortedMap;

/** The labels of a series as columns: {@code label_country}, in the order of the spec. */
final class LabelColumns {

  private static final String PREFIX = "label_";

  private LabelColumns() {}

  static void add(List<String> labels, List<Column> columns) {
    labels.forEach(label -> columns.add(Column.string(PREFIX + label)));
  }

  static void write(SeriesKey series, Cells cells) {
    for (int i = 0; i < series.values().size(); i++) {
      cells.string(series.shown(i));
    }
  }

  static void write(List<String> labels, SortedMap<String, String> values, Cells cells) {
    for (String label : labels) {
      cells.string(values.get(label));
    }
  }
}
