package io.github.beamwatch.core.event;

import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.event.EventSchema.Field;
import io.github.beamwatch.core.privacy.Privacy;
import io.github.beamwatch.core.spec.ParseSpec;
import java.nio.charset.StandardCharsets;

/** The last step of every format: slices become a time and numbers, and are checked. */
final class FieldReader {

  private static final int SHOWN = 40;

  /** The time of an event that has none, where the spec allows that: the epoch. */
  private static final long WITHOUT_TIME = 0;

  private final EventSchema schema;
  private final TimestampParser timestamps;
  private final String timestampFormat;
  private final boolean timeOptional;
  private final Privacy privacy;

  FieldReader(ParseSpec spec, EventSchema schema, Privacy privacy) {
    this.schema = schema;
    this.privacy = privacy;
    this.timestamps = new TimestampParser(spec.timestamp());
    this.timestampFormat = spec.timestamp().format();
    this.timeOptional = spec.timestamp().optional();
  }

  /** Reads the event time first, so that even a dead record carries it where it can be read. */
  boolean finish(EventRow row) {
    int timeSlot = schema.timestampSlot();
    boolean timed = row.present(timeSlot);
    if (!timed && !timeOptional) {
      return missing(row, timeSlot);
    }
    long time = timed ? time(row, timeSlot) : WITHOUT_TIME;
    if (time == TimestampParser.UNREADABLE) {
      return row.dead(
          Reason.INVALID_TIMESTAMP,
          "field '"
              + name(timeSlot)
              + "' holds "
              + shown(row, timeSlot)
              + "; a time in the format "
              + timestampFormat
              + " is expected");
    }
    row.timestamp(time);
    for (int slot = 0; slot < schema.size(); slot++) {
      Field field = schema.field(slot);
      if (!row.present(slot)) {
        if (slot == timeSlot && !field.text() && !field.number()) {
          continue;
        }
        if (field.text() || !field.optional()) {
          return missing(row, slot);
        }
      } else if (field.number() && !number(row, slot, field)) {
        return false;
      }
    }
    return true;
  }

  private long time(EventRow row, int slot) {
    return row.timeGiven()
        ? timestamps.inYears(row.timestamp())
        : timestamps.parse(row.buffer(slot), row.start(slot), row.end(slot));
  }

  private boolean number(EventRow row, int slot, Field field) {
    double number =
        row.given(slot)
            ? row.number(slot)
            : DecimalParser.parse(row.buffer(slot), row.start(slot), row.end(slot));
    if (!Double.isFinite(number)) {
      return row.dead(
          Reason.INVALID_NUMBER,
          "field '"
              + field.name()
              + "' holds "
              + shown(row, slot)
              + "; a finite number is expected");
    }
    if (number < field.min() || number > field.max()) {
      return row.dead(
          Reason.OUT_OF_RANGE,
          "field '"
              + field.name()
              + "' is "
              + shown(row, slot)
              + "; allowed is "
              + (number < field.min() ? field.min() + " and above" : field.max() + " and below"));
    }
    row.number(slot, number);
    return true;
  }

  private boolean missing(EventRow row, int slot) {
    return row.dead(
        Reason.MISSING_FIELD,
        "field '" + name(slot) + "' is absent or empty, and the spec reads it");
  }

  private String name(int slot) {
    return schema.field(slot).name();
  }

  private String shown(EventRow row, int slot) {
    if (privacy.hides(name(slot))) {
      return "a value that is not shown";
    }
    int length = row.end(slot) - row.start(slot);
    if (length == 0 && row.given(slot)) {
      return "'" + row.number(slot) + "'";
    }
    String text =
        new String(
            row.buffer(slot), row.start(slot), Math.min(length, SHOWN), StandardCharsets.UTF_8);
    return "'" + text + (length > SHOWN ? "…'" : "'");
  }
}
