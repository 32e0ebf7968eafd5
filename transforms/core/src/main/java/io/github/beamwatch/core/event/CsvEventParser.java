package io.github.beamwatch.core.event;

import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.privacy.Privacy;
import io.github.beamwatch.core.spec.ParseSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one CSV row (RFC 4180) per record. Blanks around a field without quotes are left out; an
 * empty field is an absent one. A row with more or fewer fields than there are columns is dead:
 * nobody can tell which of them is missing.
 */
final class CsvEventParser implements EventParser {

  private final FieldReader fields;
  private final CsvRedaction redaction;
  private final byte delimiter;
  private final int columns;
  private final int[] slotOfColumn;

  /** What is wrong with the columns themselves; null where every field that must be has one. */
  private final @Nullable String lacking;

  /** A parser for rows of these columns; a spec field that is no column is missing in every row. */
  CsvEventParser(ParseSpec spec, EventSchema schema, List<String> columnNames, Privacy privacy) {
    this.fields = new FieldReader(spec, schema, privacy);
    this.redaction = new CsvRedaction(privacy, delimiterOf(spec), columnNames);
    this.delimiter = delimiterOf(spec);
    this.columns = columnNames.size();
    this.slotOfColumn = new int[columns];
    Arrays.fill(slotOfColumn, -1);
    List<String> absent = new ArrayList<>();
    for (int slot = 0; slot < schema.size(); slot++) {
      EventSchema.Field field = schema.field(slot);
      int column = columnNames.indexOf(field.name());
      if (column >= 0) {
        slotOfColumn[column] = slot;
      } else if (slot == schema.timestampSlot()
          ? !spec.timestamp().optional()
          : !field.optional() || field.text()) {
        absent.add("'" + field.name() + "'");
      }
    }
    lacking =
        absent.isEmpty()
            ? null
            : "there is no column " + String.join(", ", absent) + ", which the spec reads";
  }

  private static byte delimiterOf(ParseSpec spec) {
    return (byte) spec.csv().delimiter().charAt(0);
  }

  /** The names in a header line: quotes, blanks around them and a byte order mark are removed. */
  static List<String> header(byte[] line, char delimiter) {
    List<String> names = new ArrayList<>();
    int at = 0;
    if (line.length >= 3
        && line[0] == (byte) 0xEF
        && line[1] == (byte) 0xBB
        && line[2] == (byte) 0xBF) {
      at = 3;
    }
    int end = withoutLineEnd(line, at, line.length);
    while (true) {
      int close = fieldEnd(line, at, end, (byte) delimiter);
      if (close < 0) {
        close = end;
      }
      byte[] name = unquoted(line, at, close);
      names.add(new String(name, StandardCharsets.UTF_8).strip());
      if (close >= end) {
        return names;
      }
      at = close + 1;
    }
  }

  @Override
  public boolean parse(byte[] buffer, int from, int to, EventRow row) {
    row.clear();
    int end = withoutLineEnd(buffer, from, to);
    int at = from;
    int column = 0;
    while (true) {
      int close = fieldEnd(buffer, at, end, delimiter);
      if (close < 0) {
        return row.dead(
            Reason.MALFORMED, "column " + (column + 1) + " opens a quote that is not closed");
      }
      int slot = column < columns ? slotOfColumn[column] : -1;
      if (slot >= 0 && close > at) {
        if (buffer[at] == '"') {
          byte[] text = unquoted(buffer, at, close);
          if (text.length > 0) {
            row.text(slot, text);
          }
        } else {
          trimmed(row, slot, buffer, at, close);
        }
      }
      column++;
      if (close >= end) {
        break;
      }
      at = close + 1;
    }
    if (column != columns) {
      return row.dead(
          Reason.MALFORMED, "the row has " + column + " fields; the header has " + columns);
    }
    for (int i = from; i < to; i++) {
      if (buffer[i] < 0) {
        if (!Utf8.valid(buffer, from, to)) {
          return row.dead(Reason.INVALID_UTF8, "the record is not UTF-8");
        }
        break;
      }
    }
    if (fields.finish(row)) {
      return true;
    }
    return lacking != null && row.reason() == Reason.MISSING_FIELD
        ? row.dead(Reason.MISSING_FIELD, lacking)
        : false;
  }

  @Override
  public byte @Nullable [] redacted(byte[] buffer, int from, int to) {
    return redaction.redacted(buffer, from, to);
  }

  /** Blanks around a field without quotes are none of its text. */
  private static void trimmed(EventRow row, int slot, byte[] buffer, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && buffer[start] == ' ') {
      start++;
    }
    while (end > start && buffer[end - 1] == ' ') {
      end--;
    }
    if (start < end) {
      row.text(slot, buffer, start, end);
    }
  }

  static int withoutLineEnd(byte[] b, int from, int to) {
    int end = to;
    while (end > from && (b[end - 1] == '\n' || b[end - 1] == '\r')) {
      end--;
    }
    return end;
  }

  /** Where the field that starts at {@code at} ends; −1 where its quote stays open. */
  static int fieldEnd(byte[] b, int at, int end, byte delimiter) {
    int i = at;
    if (i < end && b[i] == '"') {
      i++;
      while (true) {
        if (i >= end) {
          return -1;
        }
        if (b[i] == '"') {
          if (i + 1 < end && b[i + 1] == '"') {
            i += 2;
            continue;
          }
          i++;
          break;
        }
        i++;
      }
    }
    while (i < end && b[i] != delimiter) {
      i++;
    }
    return i;
  }

  static byte[] unquoted(byte[] b, int from, int to) {
    if (from >= to || b[from] != '"') {
      return Arrays.copyOfRange(b, from, to);
    }
    byte[] out = new byte[to - from];
    int length = 0;
    int i = from + 1;
    while (i < to) {
      if (b[i] == '"') {
        if (i + 1 < to && b[i + 1] == '"') {
          i++;
        } else {
          i++;
          // What follows a closing quote is kept as it stands.
          while (i < to) {
            out[length++] = b[i++];
          }
          break;
        }
      }
      out[length++] = b[i++];
    }
    return Arrays.copyOf(out, length);
  }
}
