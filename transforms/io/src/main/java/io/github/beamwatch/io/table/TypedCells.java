package io.github.beamwatch.io.table;

import io.github.beamwatch.io.table.Column.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cells that know which column is next, and that it is of the right type. */
abstract class TypedCells implements Cells {

  private final List<Column> columns;
  private int next;

  TypedCells(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Takes one row of a record. */
  final <T> void row(RowShape<T> shape, T record) {
    next = 0;
    shape.write(record, this);
    if (next != columns.size()) {
      throw new IllegalArgumentException(
          "a row has %d cells, and its table %d columns".formatted(next, columns.size()));
    }
  }

  abstract void putString(int column, String value);

  abstract void putNumber(int column, double value);

  abstract void putWhole(int column, long value);

  abstract void putTimestamp(int column, long epochMillis);

  abstract void putFlag(int column, boolean value);

  abstract void putNothing(int column);

  @Override
  public final Cells string(@Nullable String value) {
    int column = next(Type.STRING);
    if (value == null) {
      putNothing(column);
    } else {
      putString(column, value);
    }
    return this;
  }

  @Override
  public final Cells number(double value) {
    int column = next(Type.DOUBLE);
    if (Double.isFinite(value)) {
      putNumber(column, value);
    } else {
      putNothing(column);
    }
    return this;
  }

  @Override
  public final Cells whole(long value) {
    putWhole(next(Type.LONG), value);
    return this;
  }

  @Override
  public final Cells timestamp(long epochMillis) {
    putTimestamp(next(Type.TIMESTAMP), epochMillis);
    return this;
  }

  @Override
  public final Cells flag(boolean value) {
    putFlag(next(Type.BOOLEAN), value);
    return this;
  }

  @Override
  public final Cells empty() {
    putNothing(next(null));
    return this;
  }

  private int next(@Nullable Type type) {
    if (next == columns.size()) {
      throw new IllegalArgumentException("a row has more cells than its table columns");
    }
    Column column = columns.get(next);
    if (type != null && column.type() != type) {
      throw new IllegalArgumentException(
          "the column %s holds a %s, not a %s"
              .formatted(column.name(), column.type().word(), type.word()));
    }
    return next++;
  }
}
