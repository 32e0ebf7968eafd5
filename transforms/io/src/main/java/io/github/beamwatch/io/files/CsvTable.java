package io.github.beamwatch.io.files;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.scoring.ColumnChoice;
import io.github.beamwatch.core.scoring.TableColumns;
import io.github.beamwatch.core.scoring.TableRows;
import java.io.IOException;
import java.util.List;

/** A CSV file with a header, opened behind it. */
public final class CsvTable implements AutoCloseable {
  private final TableColumns columns;
  private final RecordReader records;

  private CsvTable(TableColumns columns, RecordReader records) {
    this.columns = columns;
    this.records = records;
  }

  /**
   * The chosen columns of a file.
   *
   * @throws IllegalArgumentException with a sentence where it has no header, or lacks a column
   */
  public static TableColumns columns(String path, ColumnChoice choice) throws IOException {
    try (CsvTable table = open(path, choice)) {
      return table.columns;
    }
  }

  /** The names of all columns of a file. */
  public static List<String> names(String path, char delimiter) throws IOException {
    return columns(path, new ColumnChoice(null, List.of(), List.of(), delimiter)).names();
  }

  /**
   * Reads every row of a file. Rows that cannot be taken apart have no values.
   *
   * @throws IllegalArgumentException with a sentence where it has no header, or lacks a column
   */
  public static void read(String path, ColumnChoice choice, RowVisitor visitor) throws IOException {
    try (CsvTable table = open(path, choice)) {
      RecordReader records = table.records;
      TableRows rows = new TableRows(table.columns, 0);
      while (records.next()) {
        Kind kind = Kind.ERROR;
        if (records.tooLarge()) {
          rows.skip();
        } else {
          kind = rows.read(records.buffer(), records.from(), records.to());
        }
        visitor.visit(rows, kind);
      }
    }
  }

  /** Looks at one row after the other. */
  public interface RowVisitor {

    /** Looks at the row that was just read; {@code kind} is as {@link TableRows#read} tells. */
    void visit(TableRows row, Kind kind) throws IOException;
  }

  static CsvTable open(String path, ColumnChoice choice) throws IOException {
    RecordReader records =
        new RecordReader(
            new FileRange(path, 0, Long.MAX_VALUE),
            LineBreaks.outsideQuotes((byte) choice.delimiter()),
            ScoreFiles.MAX_ROW_BYTES);
    try {
      if (!records.next()) {
        throw new IllegalArgumentException("the file is empty; a header is expected");
      }
      return new CsvTable(TableColumns.of(records.copy(), choice), records);
    } catch (IllegalArgumentException e) {
      records.close();
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    } catch (IOException e) {
      records.close();
      throw e;
    }
  }

  TableColumns columns() {
    return columns;
  }

  RecordReader records() {
    return records;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
