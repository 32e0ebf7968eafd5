package io.github.beamwatch.io.files;

import io.github.beamwatch.core.event.TypedRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The records of those blocks of an Avro file that begin in a range. Of a record only the fields
 * that the spec names are made; the others are passed over.
 */
final class AvroRecords implements TypedRecords {

  private static final long MILLIS_PER_DAY = 86_400_000;

  private final TypedRecord record;
  private final DataFileReader<GenericRecord> file;
  private final long length;
  private final long end;
  private final List<Field> fields = new ArrayList<>();
  private @Nullable GenericRecord current;
  private long block = -1;
  private long inBlock;

  /** A field of the file that the spec reads. */
  private record Field(int slot, int position, Schema schema) {}

  AvroRecords(FileRange range, TypedRecord record) throws IOException {
    this.record = record;
    ChannelInput input = ChannelInput.open(range.path());
    try {
      // The reader's code asks for bytes beyond the end of a range that is the largest number.
      length = input.length();
      end = Math.min(range.to(), length);
      GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>();
      file = new DataFileReader<>(input, reader);
      Schema schema = file.getSchema();
      if (schema.getType() != Schema.Type.RECORD) {
        throw new IOException("its values are no records with fields");
      }
      reader.setExpected(projection(schema));
      if (range.from() > 0) {
        file.sync(range.from());
      }
    } catch (IOException | RuntimeException e) {
      input.close();
      throw e;
    }
  }

  private Schema projection(Schema schema) {
    List<Schema.Field> wanted = new ArrayList<>();
    for (int slot = 0; slot < record.schema().size(); slot++) {
      Schema.Field field = schema.getField(record.schema().name(slot));
      if (field != null) {
        fields.add(new Field(slot, wanted.size(), field.schema()));
        wanted.add(new Schema.Field(field.name(), field.schema(), null, (Object) null));
      }
    }
    return Schema.createRecord(schema.getName(), null, schema.getNamespace(), false, wanted);
  }

  @Override
  public boolean next() throws IOException {
    if (!file.hasNext()) {
      // A block that is cut off counts as the end of the file there: its records would vanish.
      if (file.previousSync() < length) {
        throw new IOException(
            "it is truncated: its last whole block ends at byte "
                + file.previousSync()
                + " of "
                + length);
      }
      return false;
    }
    if (file.pastSync(end)) {
      return false;
    }
    long now = file.previousSync();
    inBlock = now == block ? inBlock + 1 : 1;
    block = now;
    current = file.next(current);
    record.clear();
    for (Field field : fields) {
      Object value = current.get(field.position);
      if (value != null) {
        set(field.slot, value, field.schema);
      }
    }
    return true;
  }

  private void set(int slot, Object value, Schema schema) {
    if (value instanceof Utf8 text) {
      record.text(slot, text.getBytes(), 0, text.getByteLength());
    } else if (value instanceof Integer || value instanceof Long) {
      whole(slot, ((Number) value).longValue(), value instanceof Integer, schema);
    } else if (value instanceof Double || value instanceof Float) {
      record.real(slot, ((Number) value).doubleValue());
    } else if (value instanceof Boolean flag) {
      record.flag(slot, flag);
    } else if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      bytes(slot, copy, logical(schema, Schema.Type.BYTES));
    } else if (value instanceof GenericFixed fixed) {
      bytes(slot, fixed.bytes(), logical(schema, Schema.Type.FIXED));
    } else if (value instanceof Collection<?>) {
      record.list(slot);
    } else if (value instanceof GenericRecord || value instanceof java.util.Map<?, ?>) {
      record.object(slot);
    } else {
      record.text(slot, value.toString());
    }
  }

  private void whole(int slot, long value, boolean narrow, Schema schema) {
    LogicalType logical = logical(schema, narrow ? Schema.Type.INT : Schema.Type.LONG);
    String name = logical == null ? "" : logical.getName();
    switch (name) {
      case "timestamp-millis" -> record.time(slot, value);
      case "timestamp-micros" -> record.time(slot, Math.floorDiv(value, 1_000L));
      case "local-timestamp-millis" -> record.localTime(slot, value);
      case "local-timestamp-micros" -> record.localTime(slot, Math.floorDiv(value, 1_000L));
      case "date" -> record.localTime(slot, value * MILLIS_PER_DAY);
      default -> record.whole(slot, value);
    }
  }

  private void bytes(int slot, byte[] bytes, @Nullable LogicalType logical) {
    if (logical instanceof LogicalTypes.Decimal decimal) {
      record.real(slot, new BigDecimal(new BigInteger(bytes), decimal.getScale()).doubleValue());
    } else {
      record.text(slot, new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** The logical type of a value of this type, in a union too. */
  private static @Nullable LogicalType logical(Schema schema, Schema.Type type) {
    if (schema.getType() == type) {
      return schema.getLogicalType();
    }
    if (schema.getType() == Schema.Type.UNION) {
      for (Schema branch : schema.getTypes()) {
        if (branch.getType() == type) {
          return branch.getLogicalType();
        }
      }
    }
    return null;
  }

  @Override
  public String place() {
    return "block " + block + " row " + inBlock;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
