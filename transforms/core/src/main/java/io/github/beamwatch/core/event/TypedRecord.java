package io.github.beamwatch.core.event;

import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.privacy.Privacy;
import io.github.beamwatch.core.spec.ParseSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * One record of a file whose fields have types. A reader sets the fields that it finds, by their
 * slots; what is not set is absent. Read as {@link EventParser} it gives the same row, and the same
 * reasons, as the same values in JSON would: an integer in a field that is grouped by is its
 * digits, a text in a field that is summed is an invalid number. A field with a type of time needs
 * no {@code parse.timestamp.format}.
 *
 * <p>Used again and again by one thread; the bytes of texts must not change while the row is in
 * use.
 */
public final class TypedRecord implements EventParser {

  private static final int MAX_DIGITS = 20;

  private enum Kind {
    ABSENT,
    TEXT,
    WHOLE,
    REAL,
    FLAG,
    TIME,
    OBJECT,
    LIST
  }

  private final EventSchema schema;
  private final Privacy privacy;
  private final FieldReader fields;
  private final ZoneId zone;
  private final boolean[] numberOnly;
  private final boolean[] written;
  private final Kind[] kinds;
  private final byte[][] texts;
  private final int[] starts;
  private final int[] ends;
  private final long[] wholes;
  private final double[] reals;
  private final byte[][] digits;

  TypedRecord(ParseSpec spec, EventSchema schema, Privacy privacy) {
    int size = schema.size();
    this.schema = schema;
    this.privacy = privacy;
    this.fields = new FieldReader(spec, schema, privacy);
    this.zone = ZoneId.of(spec.timestamp().zone());
    this.numberOnly = new boolean[size];
    this.written = new boolean[size];
    this.kinds = new Kind[size];
    this.texts = new byte[size][];
    this.starts = new int[size];
    this.ends = new int[size];
    this.wholes = new long[size];
    this.reals = new double[size];
    this.digits = new byte[size][MAX_DIGITS];
    for (int slot = 0; slot < size; slot++) {
      EventSchema.Field field = schema.field(slot);
      numberOnly[slot] = field.number() && !field.text() && slot != schema.timestampSlot();
      written[slot] = field.text() || slot == schema.timestampSlot();
    }
    clear();
  }

  /** The fields that are read. */
  public EventSchema schema() {
    return schema;
  }

  /** Forgets the last record. */
  public void clear() {
    java.util.Arrays.fill(kinds, Kind.ABSENT);
  }

  /** A text, in UTF-8. */
  public void text(int slot, byte[] bytes, int from, int to) {
    kinds[slot] = Kind.TEXT;
    texts[slot] = bytes;
    starts[slot] = from;
    ends[slot] = to;
  }

  /** A text that is not at hand as bytes. */
  public void text(int slot, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    text(slot, bytes, 0, bytes.length);
  }

  /** A whole number. */
  public void whole(int slot, long value) {
    kinds[slot] = Kind.WHOLE;
    wholes[slot] = value;
  }

  /** A number. */
  public void real(int slot, double value) {
    kinds[slot] = Kind.REAL;
    reals[slot] = value;
  }

  /** True or false. */
  public void flag(int slot, boolean value) {
    kinds[slot] = Kind.FLAG;
    wholes[slot] = value ? 1 : 0;
  }

  /** An instant, in epoch milliseconds. */
  public void time(int slot, long epochMillis) {
    kinds[slot] = Kind.TIME;
    wholes[slot] = epochMillis;
  }

  /** A date and time without a zone, as if it were in UTC: the spec's zone is meant. */
  public void localTime(int slot, long millis) {
    long instant = millis;
    if (!zone.equals(ZoneOffset.UTC) && !zone.getId().equals("UTC")) {
      instant =
          LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC)
              .atZone(zone)
              .toInstant()
              .toEpochMilli();
    }
    time(slot, instant);
  }

  /** A record or a map inside the record. */
  public void object(int slot) {
    kinds[slot] = Kind.OBJECT;
  }

  /** A list. */
  public void list(int slot) {
    kinds[slot] = Kind.LIST;
  }

  /** Reads the record that was set; there are no bytes to look at. */
  @Override
  public boolean parse(byte[] buffer, int from, int to, EventRow row) {
    row.clear();
    for (int slot = 0; slot < kinds.length; slot++) {
      if (kinds[slot] != Kind.ABSENT && !set(slot, row)) {
        return false;
      }
    }
    return fields.finish(row);
  }

  private boolean set(int slot, EventRow row) {
    switch (kinds[slot]) {
      case TEXT -> {
        if (numberOnly[slot]) {
          return row.dead(
              Reason.INVALID_NUMBER,
              "field '" + schema.name(slot) + "' is a text; a number is expected");
        }
        if (!ascii(slot) && !Utf8.valid(texts[slot], starts[slot], ends[slot])) {
          return row.dead(Reason.INVALID_UTF8, "field '" + schema.name(slot) + "' is not UTF-8");
        }
        row.text(slot, texts[slot], starts[slot], ends[slot]);
      }
      case WHOLE -> {
        if (written[slot]) {
          int start = digits(wholes[slot], digits[slot]);
          row.text(slot, digits[slot], start, MAX_DIGITS);
        }
        row.given(slot, wholes[slot]);
      }
      case REAL -> {
        if (written[slot]) {
          row.text(slot, Double.toString(reals[slot]).getBytes(StandardCharsets.UTF_8));
        }
        row.given(slot, reals[slot]);
      }
      case FLAG -> {
        row.text(slot, (wholes[slot] == 1 ? "true" : "false").getBytes(StandardCharsets.UTF_8));
      }
      case TIME -> {
        if (schema.field(slot).text()) {
          row.text(slot, iso(slot).getBytes(StandardCharsets.UTF_8));
        }
        row.given(slot, wholes[slot]);
        if (slot == schema.timestampSlot()) {
          row.givenTime(slot, wholes[slot]);
        }
      }
      default -> {
        return row.dead(
            Reason.INVALID_TEXT,
            "field '"
                + schema.name(slot)
                + "' is "
                + (kinds[slot] == Kind.OBJECT ? "an object" : "a list")
                + "; a single value is expected");
      }
    }
    return true;
  }

  /** The fields that were read, as a JSON object without sensitive values. */
  @Override
  public byte @Nullable [] redacted(byte[] buffer, int from, int to) {
    byte[] json = json();
    return new JsonRedaction(privacy, json, 0, json.length).redacted();
  }

  /** The fields that were read, as a JSON object. */
  public byte[] json() {
    StringBuilder out = new StringBuilder("{");
    for (int slot = 0; slot < kinds.length; slot++) {
      if (kinds[slot] == Kind.ABSENT) {
        continue;
      }
      quote(out.append(out.length() > 1 ? "," : ""), schema.name(slot)).append(':');
      switch (kinds[slot]) {
        case TEXT ->
            quote(
                out,
                new String(
                    texts[slot], starts[slot], ends[slot] - starts[slot], StandardCharsets.UTF_8));
        case WHOLE -> out.append(wholes[slot]);
        case REAL -> {
          if (Double.isFinite(reals[slot])) {
            out.append(reals[slot]);
          } else {
            quote(out, Double.toString(reals[slot]));
          }
        }
        case FLAG -> out.append(wholes[slot] == 1);
        case TIME -> quote(out, iso(slot));
        case OBJECT -> out.append("{}");
        default -> out.append("[]");
      }
    }
    return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private String iso(int slot) {
    return Instant.ofEpochMilli(wholes[slot]).toString();
  }

  private boolean ascii(int slot) {
    byte[] bytes = texts[slot];
    for (int i = starts[slot]; i < ends[slot]; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Writes digits at the end of the buffer; the index of the first. */
  private static int digits(long value, byte[] buffer) {
    int at = buffer.length;
    long rest = value;
    do {
      buffer[--at] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    } while (rest != 0);
    if (value < 0) {
      buffer[--at] = '-';
    }
    return at;
  }

  private static StringBuilder quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    return out.append('"');
  }
}
