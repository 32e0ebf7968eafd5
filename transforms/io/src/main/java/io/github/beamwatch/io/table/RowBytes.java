package io.github.beamwatch.io.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Rows as bytes on their way to the step that writes them: each cell a byte that tells whether
 * there is a value, then the value by its column's type. They do not outlive a run, and need no
 * version.
 */
public final class RowBytes implements RowShape<byte[]> {
  private static final long serialVersionUID = 1L;

  private final List<Column> columns;

  private RowBytes(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** The rows of these columns, as {@link #of} made them. */
  public static RowBytes with(List<Column> columns) {
    return new RowBytes(columns);
  }

  /** The row of a record. */
  public static <T> byte[] of(RowShape<T> shape, T record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    new Encoding(shape.columns(), new DataOutputStream(bytes)).row(shape, record);
    return bytes.toByteArray();
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public void write(byte[] row, Cells cells) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(row));
    try {
      for (Column column : columns) {
        if (!in.readBoolean()) {
          cells.empty();
          continue;
        }
        switch (column.type()) {
          case STRING ->
              cells.string(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
          case DOUBLE -> cells.number(in.readDouble());
          case LONG -> cells.whole(in.readLong());
          case TIMESTAMP -> cells.timestamp(in.readLong());
          case BOOLEAN -> cells.flag(in.readBoolean());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a row ends before its last column", e);
    }
  }

  private static final class Encoding extends TypedCells {
    private final DataOutputStream out;

    Encoding(List<Column> columns, DataOutputStream out) {
      super(columns);
      this.out = out;
    }

    private interface Content {
      void writeTo(DataOutputStream out) throws IOException;
    }

    private void put(boolean present, Content content) {
      try {
        out.writeBoolean(present);
        content.writeTo(out);
      } catch (IOException e) {
        throw new UncheckedIOException("an array of bytes does not fail", e);
      }
    }

    @Override
    void putString(int column, String value) {
      byte[] text = value.getBytes(StandardCharsets.UTF_8);
      put(
          true,
          to -> {
            to.writeInt(text.length);
            to.write(text);
          });
    }

    @Override
    void putNumber(int column, double value) {
      put(true, to -> to.writeDouble(value));
    }

    @Override
    void putWhole(int column, long value) {
      put(true, to -> to.writeLong(value));
    }

    @Override
    void putTimestamp(int column, long epochMillis) {
      put(true, to -> to.writeLong(epochMillis));
    }

    @Override
    void putFlag(int column, boolean value) {
      put(true, to -> to.writeBoolean(value));
    }

    @Override
    void putNothing(int column) {
      put(false, to -> {});
    }
  }
}
