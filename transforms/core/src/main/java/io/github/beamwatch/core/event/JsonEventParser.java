package io.github.beamwatch.core.event;

import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.privacy.Privacy;
import io.github.beamwatch.core.spec.ParseSpec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object (RFC 8259) per record, straight from its bytes: only the fields of the
 * schema are looked at, everything else is checked for form and skipped. Of a key that stands twice
 * the last value counts. Escapes are undone only in texts that the spec reads.
 */
final class JsonEventParser implements EventParser {

  /** Nesting that is followed; deeper records are dead. */
  static final int MAX_DEPTH = 64;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private final EventSchema schema;
  private final Privacy privacy;
  private final FieldReader fields;
  private final byte[][] names;
  private final boolean[] numberOnly;

  // The record under way.
  private byte[] b = new byte[0];
  private int at;
  private int end;
  private boolean nonAscii;
  private boolean escaped;
  private Reason failure = Reason.MALFORMED;
  private String failureDetail = "";

  JsonEventParser(ParseSpec spec, EventSchema schema, Privacy privacy) {
    this.schema = schema;
    this.privacy = privacy;
    this.fields = new FieldReader(spec, schema, privacy);
    this.names = new byte[schema.size()][];
    this.numberOnly = new boolean[schema.size()];
    for (int slot = 0; slot < names.length; slot++) {
      names[slot] = schema.field(slot).name().getBytes(StandardCharsets.UTF_8);
      numberOnly[slot] = schema.field(slot).number() && !schema.field(slot).text();
    }
  }

  @Override
  public boolean parse(byte[] buffer, int from, int to, EventRow row) {
    row.clear();
    b = buffer;
    at = from;
    end = to;
    nonAscii = false;
    blanks();
    if (at == end) {
      return row.dead(Reason.MALFORMED, "the record is empty; one JSON object is expected");
    }
    if (b[at] != '{') {
      return notAnObject(row);
    }
    if (!object(row)) {
      return row.dead(failure, failureDetail);
    }
    blanks();
    if (at != end) {
      return row.dead(
          Reason.MALFORMED, "text follows the JSON object, from byte " + (at - from) + " on");
    }
    if (nonAscii && !Utf8.valid(b, from, to)) {
      return row.dead(Reason.INVALID_UTF8, "the record is not UTF-8");
    }
    return fields.finish(row);
  }

  @Override
  public byte @Nullable [] redacted(byte[] buffer, int from, int to) {
    return new JsonRedaction(privacy, buffer, from, to).redacted();
  }

  private boolean notAnObject(EventRow row) {
    int start = at;
    boolean json = value(1);
    if (json) {
      blanks();
      json = at == end;
    }
    if (!json && failure == Reason.TOO_DEEP && b[start] == '[') {
      return row.dead(failure, failureDetail);
    }
    return json
        ? row.dead(Reason.NOT_AN_OBJECT, "the record is JSON but not an object with fields")
        : row.dead(
            Utf8.valid(b, start, end) ? Reason.MALFORMED : Reason.INVALID_UTF8,
            "the record is not JSON; one object with fields is expected");
  }

  /** The outermost object; its members go to their slots. */
  private boolean object(EventRow row) {
    at++;
    blanks();
    if (at < end && b[at] == '}') {
      at++;
      return true;
    }
    while (true) {
      if (at >= end || b[at] != '"') {
        return malformed("a field name in double quotes is expected");
      }
      int nameStart = at + 1;
      if (!string()) {
        return false;
      }
      int slot = escaped ? slotOf(Utf8.unescaped(b, nameStart, at - 1)) : slotOf(nameStart, at - 1);
      blanks();
      if (at >= end || b[at] != ':') {
        return malformed("a colon is expected behind a field name");
      }
      at++;
      blanks();
      if (slot < 0 ? !value(1) : !field(slot, row)) {
        return false;
      }
      blanks();
      if (at >= end) {
        return malformed("the object is cut off");
      }
      byte c = b[at++];
      if (c == '}') {
        return true;
      }
      if (c != ',') {
        at--;
        return malformed("a comma or the object's end is expected");
      }
      blanks();
    }
  }

  private boolean field(int slot, EventRow row) {
    if (at >= end) {
      return malformed("the object is cut off");
    }
    int start = at;
    byte c = b[at];
    switch (c) {
      case '"' -> {
        if (!string()) {
          return false;
        }
        if (numberOnly[slot]) {
          return fail(
              Reason.INVALID_NUMBER,
              "field '" + schema.field(slot).name() + "' is a text; a number is expected");
        }
        if (escaped) {
          row.text(slot, Utf8.unescaped(b, start + 1, at - 1));
        } else {
          row.text(slot, b, start + 1, at - 1);
        }
        return true;
      }
      case '{', '[' -> {
        if (!value(1)) {
          return false;
        }
        return fail(
            Reason.INVALID_TEXT,
            "field '"
                + schema.field(slot).name()
                + "' is "
                + (c == '{' ? "an object" : "a list")
                + "; a single value is expected");
      }
      case 'n' -> {
        row.text(slot, b, -1, -1);
        return word("null");
      }
      case 't', 'f' -> {
        if (!word(c == 't' ? "true" : "false")) {
          return false;
        }
        row.text(slot, b, start, at);
        return true;
      }
      default -> {
        if (!number()) {
          return notFinite(start)
              ? fail(
                  Reason.INVALID_NUMBER,
                  "field '" + schema.field(slot).name() + "' is not a finite number")
              : malformed("a value is expected");
        }
        row.text(slot, b, start, at);
        return true;
      }
    }
  }

  private boolean notFinite(int start) {
    int from = b[start] == '-' ? start + 1 : start;
    return startsWith(from, "NaN") || startsWith(from, "Infinity");
  }

  private boolean startsWith(int from, String word) {
    if (end - from < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (b[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int slotOf(int from, int to) {
    int length = to - from;
    for (int slot = 0; slot < names.length; slot++) {
      byte[] name = names[slot];
      if (name.length == length
          && name[0] == b[from]
          && Arrays.equals(name, 0, length, b, from, to)) {
        return slot;
      }
    }
    return -1;
  }

  private int slotOf(byte[] decoded) {
    for (int slot = 0; slot < names.length; slot++) {
      if (Arrays.equals(names[slot], decoded)) {
        return slot;
      }
    }
    return -1;
  }

  /** Skips one value of any kind. */
  private boolean value(int depth) {
    if (at >= end) {
      return malformed("the object is cut off");
    }
    return switch (b[at]) {
      case '"' -> string();
      case '{' -> members(depth + 1, (byte) '}');
      case '[' -> members(depth + 1, (byte) ']');
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number() || malformed("a value is expected");
    };
  }

  private boolean members(int depth, byte close) {
    if (depth > MAX_DEPTH) {
      return fail(Reason.TOO_DEEP, "nested deeper than " + MAX_DEPTH + " levels");
    }
    at++;
    blanks();
    if (at < end && b[at] == close) {
      at++;
      return true;
    }
    while (true) {
      if (close == '}') {
        if (at >= end || b[at] != '"') {
          return malformed("a field name in double quotes is expected");
        }
        if (!string()) {
          return false;
        }
        blanks();
        if (at >= end || b[at] != ':') {
          return malformed("a colon is expected behind a field name");
        }
        at++;
        blanks();
      }
      if (!value(depth)) {
        return false;
      }
      blanks();
      if (at >= end) {
        return malformed("the object is cut off");
      }
      byte c = b[at++];
      if (c == close) {
        return true;
      }
      if (c != ',') {
        at--;
        return malformed("a comma is expected");
      }
      blanks();
    }
  }

  /** From the opening to behind the closing quote; notes escapes and bytes above ASCII. */
  private boolean string() {
    int i = at + 1;
    escaped = false;
    while (true) {
      // Eight bytes at a time, while none of them is a quote, a backslash, a control or above
      // ASCII.
      while (i + 8 <= end) {
        long word = (long) LONGS.get(b, i);
        long quote = word ^ 0x2222222222222222L;
        long slash = word ^ 0x5C5C5C5C5C5C5C5CL;
        long stop =
            (((quote - ONES) & ~quote)
                    | ((slash - ONES) & ~slash)
                    | ((word - 0x2020202020202020L) & ~word)
                    | word)
                & HIGHS;
        if (stop != 0) {
          i += Long.numberOfTrailingZeros(stop) >>> 3;
          break;
        }
        i += 8;
      }
      if (i >= end) {
        at = end;
        return malformed("a text is cut off");
      }
      byte c = b[i];
      if (c == '"') {
        at = i + 1;
        return true;
      }
      if (c == '\\') {
        int length = Utf8.escapeLength(b, i, end);
        if (length == 0) {
          at = i;
          return malformed("a backslash that escapes nothing");
        }
        escaped = true;
        i += length;
      } else if (c >= 0 && c < 0x20) {
        at = i;
        return malformed("a control character inside a text");
      } else {
        nonAscii |= c < 0;
        i++;
      }
    }
  }

  private boolean number() {
    int i = at;
    if (i < end && b[i] == '-') {
      i++;
    }
    int whole = i;
    i = digits(i);
    if (i == whole || (b[whole] == '0' && i > whole + 1)) {
      return false;
    }
    if (i < end && b[i] == '.') {
      int start = ++i;
      i = digits(i);
      if (i == start) {
        return false;
      }
    }
    if (i < end && (b[i] == 'e' || b[i] == 'E')) {
      i++;
      if (i < end && (b[i] == '+' || b[i] == '-')) {
        i++;
      }
      int start = i;
      i = digits(i);
      if (i == start) {
        return false;
      }
    }
    at = i;
    return true;
  }

  private int digits(int from) {
    int i = from;
    while (i < end && b[i] >= '0' && b[i] <= '9') {
      i++;
    }
    return i;
  }

  private boolean word(String word) {
    if (!startsWith(at, word)) {
      return malformed("a value is expected");
    }
    at += word.length();
    return true;
  }

  private void blanks() {
    while (at < end) {
      byte c = b[at];
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
        return;
      }
      at++;
    }
  }

  private boolean malformed(String detail) {
    return fail(Reason.MALFORMED, "not a JSON object: " + detail);
  }

  private boolean fail(Reason why, String detail) {
    failure = why;
    failureDetail = detail;
    return false;
  }
}
