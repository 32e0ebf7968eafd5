package io.github.beamwatch.io.files;

import io.github.beamwatch.io.table.Column;
import io.github.beamwatch.io.table.RecordWriter;
import io.github.beamwatch.io.table.RowBytes;
import io.github.beamwatch.io.table.TableFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a set of result files holds, and in which format.
 *
 * @param name with the format's extension, such as {@code alerts.jsonl}
 * @param table the format of a table; null for lines of text
 * @param columns of a table; none for lines of text
 */
public record FileKind(String name, @Nullable TableFormat table, List<Column> columns)
    implements Serializable {

  public FileKind {
    columns = List.copyOf(columns);
  }

  /** Lines of text; each element is one line in UTF-8, without its end. */
  public static FileKind lines(String name) {
    return new FileKind(name, null, List.of());
  }

  /** A table; each element is one row as {@link RowBytes} makes it. */
  public static FileKind table(String stem, TableFormat format, List<Column> columns) {
    return new FileKind(stem + format.extension(), format, columns);
  }

  /** Begins a file of such elements in a stream, which is closed with it. */
  RecordWriter<byte[]> open(OutputStream out) throws IOException {
    return table == null ? new Lines(out) : table.open(out, RowBytes.with(columns));
  }

  private record Lines(OutputStream out) implements RecordWriter<byte[]> {
    @Override
    public void write(byte[] line) throws IOException {
      out.write(line);
      out.write('\n');
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
