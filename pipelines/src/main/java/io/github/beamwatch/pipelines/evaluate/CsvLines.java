package io.github.beamwatch.pipelines.evaluate;

import io.github.beamwatch.core.event.CsvRow;
import io.github.beamwatch.pipelines.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Two columns of a CSV file with a header, as text. */
final class CsvLines {
  private final Path file;
  private final List<String> columns;
  private List<String> names = List.of();
  private CsvRow row = new CsvRow(',', 0);

  private CsvLines(Path file, List<String> columns) {
    this.file = file;
    this.columns = columns;
  }

  /** Looks at the chosen columns of a line. */
  interface RowVisitor {
    void visit(long line, String first, String second);
  }

  /**
   * Reads every row.
   *
   * @param first the name of a column; empty for the first of the file
   * @param second the name of another
   * @throws UserException with a sentence where there is no such file, column or row
   */
  static void read(Path file, String first, String second, RowVisitor visitor) {
    CsvLines lines = new CsvLines(file, List.of(first, second));
    TextFile.read(file, (number, line) -> lines.visit(number, line, visitor));
    if (lines.names.isEmpty()) {
      throw new UserException("%s is empty; a header is expected".formatted(file));
    }
  }

  private void visit(long number, String line, RowVisitor visitor) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    if (names.isEmpty()) {
      names = CsvRow.header(bytes, ',');
      row = new CsvRow(',', names.size());
      columns.forEach(this::place);
      return;
    }
    if (row.read(bytes, 0, bytes.length) != names.size()) {
      throw new UserException(
          "%s line %d has not the %d fields of the header".formatted(file, number, names.size()));
    }
    visitor.visit(number, row.text(place(columns.get(0))), row.text(place(columns.get(1))));
  }

  private int place(String name) {
    int place = name.isEmpty() ? 0 : names.indexOf(name);
    if (place < 0) {
      throw new UserException(
          "%s has no column '%s'; it has %s".formatted(file, name, String.join(", ", names)));
    }
    return place;
  }
}
