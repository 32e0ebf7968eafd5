package io.github.beamwatch.io.table;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;

/** Writes a table as CSV. */
final class CsvTableWriter<T> implements RecordWriter<T> {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private final Writer out;
  private final RowShape<T> shape;
  private final StringBuilder line = new StringBuilder(256);
  private final CsvCells cells;

  CsvTableWriter(OutputStream out, RowShape<T> shape) throws IOException {
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    this.shape = shape;
    List<Column> columns = shape.columns();
    this.cells = new CsvCells(columns);
    for (int i = 0; i < columns.size(); i++) {
      cells.putString(i, columns.get(i).name());
    }
    endLine();
  }

  @Override
  public void write(T record) throws IOException {
    cells.row(shape, record);
    endLine();
  }

  private void endLine() throws IOException {
    out.append(line).append('\n');
    line.setLength(0);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private final class CsvCells extends TypedCells {

    CsvCells(List<Column> columns) {
      super(columns);
    }

    @Override
    void putString(int column, String value) {
      putNothing(column);
      if (!needsQuotes(value)) {
        line.append(value);
        return;
      }
      line.append('"');
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c == '"') {
          line.append('"');
        }
        line.append(c);
      }
      line.append('"');
    }

    @Override
    void putNumber(int column, double value) {
      putNothing(column);
      line.append(value);
    }

    @Override
    void putWhole(int column, long value) {
      putNothing(column);
      line.append(value);
    }

    @Override
    void putTimestamp(int column, long epochMillis) {
      putNothing(column);
      TIME.formatTo(Instant.ofEpochMilli(epochMillis), line);
    }

    @Override
    void putFlag(int column, boolean value) {
      putNothing(column);
      line.append(value);
    }

    @Override
    void putNothing(int column) {
      if (column > 0) {
        line.append(',');
      }
    }
  }

  /** Blanks at the ends too: many readers cut them off. */
  private static boolean needsQuotes(String value) {
    if (value.isEmpty() || value.charAt(0) == ' ' || value.charAt(value.length() - 1) == ' ') {
      return true;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }
}
