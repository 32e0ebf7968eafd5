package io.github.beamwatch.io.clickhouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Rows in ClickHouse's binary format: each value as its column stores it. Of decimal texts, in JSON
 * or in tabs, older servers read some four in a hundred one bit wrong.
 */
final class RowBinary {

  /** What a column of ours holds, by the name that ClickHouse has for it. */
  enum Type {
    STRING("String"),
    STRINGS("Array(String)"),
    NUMBER("Nullable(Float64)"),
    WHOLE("Int64"),
    WHOLE_OR_NOT("Nullable(Int64)"),
    COUNT("UInt64"),
    FLAG("UInt8");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** A column that is written. */
  record Column(String name, Type type) {}

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);

  /**
   * Appends a row; a value that is not there is the default of its type.
   *
   * @throws IllegalArgumentException in half a sentence for a value of another type
   */
  void append(ObjectNode row, List<Column> columns) {
    for (Column column : columns) {
      append(row.path(column.name()), column);
    }
  }

  private void append(JsonNode value, Column column) {
    boolean there = !value.isMissingNode() && !value.isNull();
    boolean fits =
        switch (column.type()) {
          case STRING -> value.isTextual();
          case STRINGS -> value.isArray();
          case NUMBER -> value.isNumber();
          default -> value.canConvertToLong();
        };
    if (there && !fits) {
      throw new IllegalArgumentException(
          "%s is no %s".formatted(column.name(), column.type().word()));
    }
    switch (column.type()) {
      case STRING -> text(there ? value.asText() : "");
      case STRINGS -> {
        length(value.size());
        value.forEach(text -> text(text.asText()));
      }
      case NUMBER -> {
        bytes.write(there ? 0 : 1);
        if (there) {
          eight(Double.doubleToLongBits(value.asDouble()));
        }
      }
      case WHOLE_OR_NOT -> {
        bytes.write(there ? 0 : 1);
        if (there) {
          eight(value.asLong());
        }
      }
      case WHOLE, COUNT -> eight(value.asLong());
      case FLAG -> bytes.write(value.asInt());
    }
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    length(utf8.length);
    bytes.writeBytes(utf8);
  }

  /** LEB128. */
  private void length(int length) {
    int left = length;
    while (left >= 0x80) {
      bytes.write((left & 0x7F) | 0x80);
      left >>>= 7;
    }
    bytes.write(left);
  }

  private void eight(long value) {
    bytes.writeBytes(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
