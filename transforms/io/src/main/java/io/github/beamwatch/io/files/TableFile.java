package io.github.beamwatch.io.files;

import io.github.beamwatch.io.table.RecordWriter;
import io.github.beamwatch.io.table.RowShape;
import io.github.beamwatch.io.table.TableFormat;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/**
 * A table, or JSON lines, that a bundle writes, and that {@link FinishFiles} names in the end.
 * There is no file before its first row.
 */
public final class TableFile<T> {

  /** A row as one line of JSON. */
  public interface Line<T> {
    /** Without its end. */
    byte[] of(T row) throws IOException;
  }

  private final ResourceId folder;
  private final FileKind kind;
  private final @Nullable RowShape<T> shape;
  private final Line<T> line;
  private final ResourceId file;
  private @Nullable RecordWriter<T> writer;

  private TableFile(String folder, FileKind kind, @Nullable RowShape<T> shape, Line<T> line) {
    this.folder = FileSystems.matchNewResource(folder, true);
    this.kind = kind;
    this.shape = shape;
    this.line = line;
    this.file = UnfinishedFile.in(this.folder, kind.name());
  }

  /**
   * In a folder.
   *
   * @param stem what the file holds, such as {@code scores}
   * @param format of a table; null for JSON lines
   */
  public static <T> TableFile<T> in(
      String folder, String stem, @Nullable TableFormat format, RowShape<T> shape, Line<T> line) {
    return format == null
        ? new TableFile<>(folder, FileKind.lines(stem + FileName.JSON_LINES), null, line)
        : new TableFile<>(folder, FileKind.table(stem, format, shape.columns()), shape, line);
  }

  /** Writes a row. */
  public void add(T row) throws IOException {
    if (writer == null) {
      writer = open();
    }
    writer.write(row);
  }

  private RecordWriter<T> open() throws IOException {
    OutputStream out = UnfinishedFile.create(file);
    if (shape != null && kind.table() != null) {
      return kind.table().open(out, shape);
    }
    RecordWriter<byte[]> lines = kind.open(out);
    return new RecordWriter<>() {
      @Override
      public void write(T row) throws IOException {
        lines.write(line.of(row));
      }

      @Override
      public void close() throws IOException {
        lines.close();
      }
    };
  }

  /** Its target and its name, for {@link FinishFiles}; null where there is no row. */
  public @Nullable KV<String, String> close() throws IOException {
    if (writer == null) {
      return null;
    }
    writer.close();
    String target = folder.resolve(kind.name(), StandardResolveOptions.RESOLVE_FILE).toString();
    return KV.of(target, file.toString());
  }
}
