package io.github.beamwatch.io.table;

import java.io.Serializable;
import java.util.List;

/**
 * How a record becomes a row of a table.
 *
 * <pre>{@code
 * record Ranked(long rank, String id, double score) {
 *   static final class Row implements RowShape<Ranked> {
 *     public List<Column> columns() {
 *       return List.of(Column.whole("rank"), Column.string("id"), Column.number("score"));
 *     }
 *
 *     public void write(Ranked ranked, Cells cells) {
 *       cells.whole(ranked.rank()).string(ranked.id()).number(ranked.score());
 *     }
 *   }
 * }
 * }</pre>
 */
public interface RowShape<T> extends Serializable {

  /** The columns, always the same. */
  List<Column> columns();

  /** Fills every column, in order. */
  void write(T record, Cells cells);
}
