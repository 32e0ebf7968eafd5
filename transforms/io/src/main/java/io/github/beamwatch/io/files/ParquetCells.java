package io.github.beamwatch.io.files;

import io.github.beamwatch.core.event.TypedRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.UUID;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Puts the values of columns into the slots of a record, each as what its type says. */
final class ParquetCells extends GroupConverter {

  private static final long MILLIS_PER_DAY = 86_400_000;
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;

  private final Cell[] cells;

  ParquetCells(TypedRecord record, List<Type> types, List<Integer> slots) {
    cells = new Cell[types.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = new Cell(record, slots.get(i), types.get(i));
    }
  }

  static boolean isList(Type type) {
    return type.getLogicalTypeAnnotation()
            instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation
        || type.isRepetition(Type.Repetition.REPEATED);
  }

  @Override
  public Converter getConverter(int column) {
    return cells[column];
  }

  @Override
  public void start() {}

  @Override
  public void end() {}

  private enum Meaning {
    PLAIN,
    UNSIGNED,
    DECIMAL,
    DATE,
    MILLIS,
    MICROS,
    NANOS,
    JULIAN,
    UUID
  }

  private static final class Cell extends PrimitiveConverter {
    private final TypedRecord record;
    private final int slot;
    private final Meaning meaning;
    private final boolean local;
    private final int scale;
    private final boolean text;
    private byte @Nullable [][] texts;

    Cell(TypedRecord record, int slot, Type type) {
      this.record = record;
      this.slot = slot;
      LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
      PrimitiveTypeName primitive = type.asPrimitiveType().getPrimitiveTypeName();
      this.meaning = meaning(logical, primitive);
      this.local =
          logical instanceof TimestampLogicalTypeAnnotation time && !time.isAdjustedToUTC();
      this.scale = logical instanceof DecimalLogicalTypeAnnotation decimal ? decimal.getScale() : 0;
      this.text =
          meaning == Meaning.PLAIN
              && (primitive == PrimitiveTypeName.BINARY
                  || primitive == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY);
    }

    private static Meaning meaning(
        @Nullable LogicalTypeAnnotation logical, PrimitiveTypeName primitive) {
      if (primitive == PrimitiveTypeName.INT96) {
        return Meaning.JULIAN;
      }
      if (logical instanceof TimestampLogicalTypeAnnotation time) {
        return switch (time.getUnit()) {
          case MILLIS -> Meaning.MILLIS;
          case MICROS -> Meaning.MICROS;
          case NANOS -> Meaning.NANOS;
        };
      }
      if (logical instanceof DecimalLogicalTypeAnnotation) {
        return Meaning.DECIMAL;
      }
      if (logical instanceof DateLogicalTypeAnnotation) {
        return Meaning.DATE;
      }
      if (logical instanceof UUIDLogicalTypeAnnotation) {
        return Meaning.UUID;
      }
      return logical instanceof IntLogicalTypeAnnotation number && !number.isSigned()
          ? Meaning.UNSIGNED
          : Meaning.PLAIN;
    }

    /** Texts that repeat are stored once in a file; here too they are made bytes once. */
    @Override
    public boolean hasDictionarySupport() {
      return text;
    }

    @Override
    public void setDictionary(Dictionary dictionary) {
      texts = new byte[dictionary.getMaxId() + 1][];
      for (int id = 0; id < texts.length; id++) {
        texts[id] = dictionary.decodeToBinary(id).getBytes();
      }
    }

    @Override
    public void addValueFromDictionary(int id) {
      if (texts == null) {
        throw new IllegalStateException("a value of a dictionary before the dictionary");
      }
      record.text(slot, texts[id], 0, texts[id].length);
    }

    @Override
    public void addBoolean(boolean value) {
      record.flag(slot, value);
    }

    @Override
    public void addInt(int value) {
      if (meaning == Meaning.UNSIGNED) {
        record.whole(slot, Integer.toUnsignedLong(value));
      } else {
        addLong(value);
      }
    }

    @Override
    public void addLong(long value) {
      switch (meaning) {
        case DECIMAL -> decimal(BigInteger.valueOf(value));
        case DATE -> record.localTime(slot, value * MILLIS_PER_DAY);
        case MILLIS -> time(value);
        case MICROS -> time(Math.floorDiv(value, 1_000L));
        case NANOS -> time(Math.floorDiv(value, 1_000_000L));
        case UNSIGNED -> {
          if (value >= 0) {
            record.whole(slot, value);
          } else {
            record.real(slot, new BigInteger(Long.toUnsignedString(value)).doubleValue());
          }
        }
        default -> record.whole(slot, value);
      }
    }

    private void time(long millis) {
      if (local) {
        record.localTime(slot, millis);
      } else {
        record.time(slot, millis);
      }
    }

    @Override
    public void addFloat(float value) {
      record.real(slot, value);
    }

    @Override
    public void addDouble(double value) {
      record.real(slot, value);
    }

    @Override
    public void addBinary(Binary value) {
      byte[] bytes = value.getBytes();
      switch (meaning) {
        case DECIMAL -> decimal(new BigInteger(bytes));
        case JULIAN -> {
          ByteBuffer parts = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
          long nanos = parts.getLong();
          long day = parts.getInt() - JULIAN_DAY_OF_EPOCH;
          record.time(slot, day * MILLIS_PER_DAY + Math.floorDiv(nanos, 1_000_000L));
        }
        case UUID -> {
          ByteBuffer parts = ByteBuffer.wrap(bytes);
          record.text(slot, new UUID(parts.getLong(), parts.getLong()).toString());
        }
        default -> record.text(slot, bytes, 0, bytes.length);
      }
    }

    private void decimal(BigInteger unscaled) {
      record.real(slot, new BigDecimal(unscaled, scale).doubleValue());
    }
  }
}
