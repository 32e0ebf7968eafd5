package io.github.beamwatch.io.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The rows of a Parquet file, read by Parquet's own example classes. */
public final class ParquetRows {

  private ParquetRows() {}

  /** Every row: its values by column; empty cells are left out. */
  public static List<Map<String, Object>> read(InputFile file) {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (ParquetFileReader reader = ParquetFileReader.open(file)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      for (PageReadStore group = reader.readNextRowGroup();
          group != null;
          group = reader.readNextRowGroup()) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(group, new GroupRecordConverter(schema));
        for (long i = 0; i < group.getRowCount(); i++) {
          rows.add(row(records.read(), schema));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static Map<String, Object> row(Group group, MessageType schema) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < schema.getFieldCount(); i++) {
      if (group.getFieldRepetitionCount(i) > 0) {
        row.put(schema.getFieldName(i), value(group, i, schema.getType(i)));
      }
    }
    return row;
  }

  private static Object value(Group group, int field, Type type) {
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> group.getString(field, 0);
      case DOUBLE -> group.getDouble(field, 0);
      case INT64 -> group.getLong(field, 0);
      case BOOLEAN -> group.getBoolean(field, 0);
      default -> throw new IllegalArgumentException("unexpected " + type);
    };
  }
}
