package io.github.beamwatch.io.files;

import io.github.beamwatch.core.event.TypedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The rows of those row groups of a Parquet file whose middle lies in a range. Only the columns of
 * the fields that the spec names are read.
 */
final class ParquetRecords implements TypedRecords {

  private final TypedRecord record;
  private final ParquetFileReader file;
  private final String createdBy;
  private final MessageType columns;
  private final ParquetCells cells;
  private final List<Nested> nested = new ArrayList<>();

  private ColumnReader[] readers = {};
  private int[] present = {};
  private long rowsLeft;
  private long row;

  ParquetRecords(FileRange range, TypedRecord record) throws IOException {
    this.record = record;
    file =
        ParquetFileReader.open(
            ChannelInput.parquet(range.path()),
            ParquetReadOptions.builder().withRange(range.from(), range.to()).build());
    try {
      MessageType schema = file.getFileMetaData().getSchema();
      createdBy = file.getFileMetaData().getCreatedBy();
      List<Type> wanted = new ArrayList<>();
      List<Integer> slots = new ArrayList<>();
      for (int slot = 0; slot < record.schema().size(); slot++) {
        String name = record.schema().name(slot);
        if (!schema.containsField(name)) {
          continue;
        }
        Type type = schema.getType(name);
        if (type.isPrimitive() && !type.isRepetition(Type.Repetition.REPEATED)) {
          wanted.add(type);
          slots.add(slot);
        } else {
          nested.add(new Nested(slot, !type.isPrimitive() && !ParquetCells.isList(type)));
        }
      }
      columns = new MessageType(schema.getName(), wanted);
      cells = new ParquetCells(record, wanted, slots);
      file.setRequestedSchema(columns);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** A field that is no single value. */
  private record Nested(int slot, boolean object) {}

  @Override
  public boolean next() throws IOException {
    while (rowsLeft == 0) {
      if (!nextRowGroup()) {
        return false;
      }
    }
    rowsLeft--;
    row++;
    record.clear();
    for (int i = 0; i < readers.length; i++) {
      ColumnReader reader = readers[i];
      if (reader.getCurrentDefinitionLevel() == present[i]) {
        reader.writeCurrentValueToConverter();
      }
      reader.consume();
    }
    for (Nested one : nested) {
      if (one.object) {
        record.object(one.slot);
      } else {
        record.list(one.slot);
      }
    }
    return true;
  }

  private boolean nextRowGroup() throws IOException {
    PageReadStore group = file.readNextRowGroup();
    if (group == null) {
      return false;
    }
    rowsLeft = group.getRowCount();
    row = group.getRowIndexOffset().orElse(row);
    List<ColumnDescriptor> descriptors = columns.getColumns();
    ColumnReadStoreImpl store = new ColumnReadStoreImpl(group, cells, columns, createdBy);
    readers = new ColumnReader[descriptors.size()];
    present = new int[readers.length];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = store.getColumnReader(descriptors.get(i));
      present[i] = descriptors.get(i).getMaxDefinitionLevel();
    }
    return true;
  }

  @Override
  public String place() {
    return "row " + row;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
