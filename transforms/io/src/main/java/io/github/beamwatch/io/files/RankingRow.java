package io.github.beamwatch.io.files;

import io.github.beamwatch.io.table.Cells;
import io.github.beamwatch.io.table.Column;
import io.github.beamwatch.io.table.RowShape;
import java.util.List;

/**
 * An entity's place in a ranking.
 *
 * @param rank 1 for the most unusual
 * @param entity its name
 * @param score in the model's unit
 */
record RankingRow(long rank, String entity, double score) {

  /** As a row of a table. */
  static final class Shape implements RowShape<RankingRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Column> columns() {
      return List.of(Column.whole("rank"), Column.string("entity"), Column.number("score"));
    }

    @Override
    public void write(RankingRow row, Cells cells) {
      cells.whole(row.rank).string(row.entity).number(row.score);
    }
  }
}
