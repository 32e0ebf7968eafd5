package io.github.beamwatch.io.table;

import java.io.IOException;
import java.io.OutputStream;

/** The formats of a table in a file. */
public enum TableFormat {
  /**
   * RFC 4180 with a header, in UTF-8, lines ended by {@code \n}. Times are ISO-8601 in UTC with
   * milliseconds; an empty cell has nothing between its commas, an empty text {@code ""}.
   */
  CSV(".csv"),

  /**
   * Typed columns, all of them optional: texts are {@code STRING}, numbers {@code double} or {@code
   * int64}, times {@code TIMESTAMP(MILLIS, UTC)}. Compressed by snappy, in row groups of {@value
   * ParquetTableWriter#ROW_GROUP_BYTES} bytes.
   */
  PARQUET(".parquet");

  private final String extension;

  TableFormat(String extension) {
    this.extension = extension;
  }

  /** What the name of such a file ends with, such as {@code .csv}. */
  public String extension() {
    return extension;
  }

  /** Begins a table in a stream, which is closed with the writer. */
  public <T> RecordWriter<T> open(OutputStream out, RowShape<T> shape) throws IOException {
    return switch (this) {
      case CSV -> new CsvTableWriter<>(out, shape);
      case PARQUET -> new ParquetTableWriter<>(out, shape);
    };
  }
}
