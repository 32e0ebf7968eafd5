package io.github.beamwatch.io.files.event;

import io.github.beamwatch.core.history.FeaturedEvent;
import io.github.beamwatch.io.table.Cells;
import io.github.beamwatch.io.table.Column;
import io.github.beamwatch.io.table.RowShape;
import java.util.ArrayList;
import java.util.List;

/**
 * An event and what a model says of it.
 *
 * @param score NaN where the model leaves it out
 * @param threshold the score from which it is an anomaly
 */
record ScoredEvent(FeaturedEvent event, double score, double threshold) {

  String verdict() {
    return Double.isNaN(score) ? "NO_DATA" : score >= threshold ? "ANOMALY" : "NORMAL";
  }

  String label() {
    return event.bad() ? "1" : "0";
  }

  /** The columns are those of {@code score}, with the event's id, and its label where known. */
  static final class Row implements RowShape<ScoredEvent> {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final boolean labelled;

    Row(String id, boolean labelled) {
      this.id = id;
      this.labelled = labelled;
    }

    @Override
    public List<Column> columns() {
      List<Column> columns = new ArrayList<>();
      columns.add(Column.string(id));
      columns.add(Column.timestamp("timestamp"));
      columns.add(Column.number("anomaly_score"));
      columns.add(Column.string("verdict"));
      if (labelled) {
        columns.add(Column.string("label"));
      }
      return columns;
    }

    @Override
    public void write(ScoredEvent scored, Cells cells) {
      cells
          .string(scored.event.id())
          .timestamp(scored.event.time())
          .number(scored.score)
          .string(scored.verdict());
      if (labelled) {
        cells.string(scored.label());
      }
    }
  }
}
