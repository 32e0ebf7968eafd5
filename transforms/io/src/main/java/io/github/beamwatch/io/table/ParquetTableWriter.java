package io.github.beamwatch.io.table;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Writes a table as Parquet, by columns of the types that the table has. */
final class ParquetTableWriter<T> implements RecordWriter<T> {

  /** What is gathered in memory; also what a reader takes as a piece of its own. */
  static final long ROW_GROUP_BYTES = 16L << 20;

  private final ParquetWriter<T> writer;

  ParquetTableWriter(OutputStream out, RowShape<T> shape) throws IOException {
    writer =
        new Builder<>(ParquetOutput.to(out), shape)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .build();
  }

  @Override
  public void write(T record) throws IOException {
    writer.write(record);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static Type type(Column column) {
    return switch (column.type()) {
      case STRING ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
      case LONG -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
      case TIMESTAMP ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
              .named(column.name());
      case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
    };
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final RowShape<T> shape;

    Builder(OutputFile file, RowShape<T> shape) {
      super(file);
      this.shape = shape;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return new Rows<>(shape);
    }
  }

  /** Hands the cells of a record to Parquet. */
  private static final class Rows<T> extends WriteSupport<T> {
    private final RowShape<T> shape;
    private ParquetCells cells;

    @SuppressWarnings("NullAway.Init") // Parquet prepares before it writes.
    Rows(RowShape<T> shape) {
      this.shape = shape;
    }

    @Override
    public WriteContext init(Configuration configuration) {
      List<Type> types = new ArrayList<>();
      shape.columns().forEach(column -> types.add(type(column)));
      return new WriteContext(new MessageType("row", types), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      cells = new ParquetCells(shape.columns(), consumer);
    }

    @Override
    public void write(T record) {
      cells.consumer.startMessage();
      cells.row(shape, record);
      cells.consumer.endMessage();
    }
  }

  private static final class ParquetCells extends TypedCells {
    private final List<Column> columns;
    private final RecordConsumer consumer;

    ParquetCells(List<Column> columns, RecordConsumer consumer) {
      super(columns);
      this.columns = columns;
      this.consumer = consumer;
    }

    private void put(int column, Runnable value) {
      String name = columns.get(column).name();
      consumer.startField(name, column);
      value.run();
      consumer.endField(name, column);
    }

    @Override
    void putString(int column, String value) {
      put(column, () -> consumer.addBinary(Binary.fromString(value)));
    }

    @Override
    void putNumber(int column, double value) {
      put(column, () -> consumer.addDouble(value));
    }

    @Override
    void putWhole(int column, long value) {
      put(column, () -> consumer.addLong(value));
    }

    @Override
    void putTimestamp(int column, long epochMillis) {
      put(column, () -> consumer.addLong(epochMillis));
    }

    @Override
    void putFlag(int column, boolean value) {
      put(column, () -> consumer.addBoolean(value));
    }

    @Override
    void putNothing(int column) {
      // Parquet takes a field that is not told for an empty one.
    }
  }
}
