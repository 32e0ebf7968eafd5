package io.github.beamwatch.core.event;

import io.github.beamwatch.core.event.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One event while it is looked at: slices of the record's bytes, reused for the next one.
 *
 * <p>This is the currency of the hot path. It is not thread-safe and nothing in it may be kept;
 * what must be kept is an {@link Event}.
 */
public final class EventRow {

  private static final byte[] NOTHING = new byte[0];

  private final EventSchema schema;
  private final byte[][] buffers;
  private final int[] starts;
  private final int[] ends;
  private final double[] numbers;
  private final boolean[] given;
  private boolean timeGiven;
  private long timestamp;
  private @Nullable Reason reason;
  private String detail = "";

  public EventRow(EventSchema schema) {
    this.schema = schema;
    buffers = new byte[schema.size()][];
    starts = new int[schema.size()];
    ends = new int[schema.size()];
    numbers = new double[schema.size()];
    given = new boolean[schema.size()];
    clear();
  }

  void clear() {
    for (int slot = 0; slot < starts.length; slot++) {
      buffers[slot] = NOTHING;
      starts[slot] = -1;
      numbers[slot] = Double.NaN;
      given[slot] = false;
    }
    timeGiven = false;
    timestamp = Long.MIN_VALUE;
    reason = null;
  }

  /** The event time in epoch milliseconds; {@link Long#MIN_VALUE} where it could not be read. */
  public long timestamp() {
    return timestamp;
  }

  /** The bytes that hold a text slot, between {@link #start} and {@link #end}. */
  public byte[] buffer(int slot) {
    return buffers[slot];
  }

  public int start(int slot) {
    return starts[slot];
  }

  public int end(int slot) {
    return ends[slot];
  }

  /** The number of a slot; NaN where an optional one is absent. */
  public double number(int slot) {
    return numbers[slot];
  }

  /** Whether a text slot equals these bytes. */
  public boolean textEquals(int slot, byte[] expected) {
    int start = starts[slot];
    return ends[slot] - start == expected.length
        && java.util.Arrays.equals(buffers[slot], start, ends[slot], expected, 0, expected.length);
  }

  /** Why the record is dead; null when it is good. */
  public @Nullable Reason reason() {
    return reason;
  }

  /** A sentence on {@link #reason}. */
  public String detail() {
    return detail;
  }

  /** Keeps the row as an event. */
  public Event toEvent() {
    @Nullable String[] texts = new String[starts.length];
    for (int slot = 0; slot < starts.length; slot++) {
      if (schema.field(slot).text()) {
        texts[slot] =
            new String(
                buffers[slot], starts[slot], ends[slot] - starts[slot], StandardCharsets.UTF_8);
      }
    }
    return new Event(timestamp, texts, numbers);
  }

  /** Looks at a kept event. */
  public void set(Event event) {
    clear();
    timestamp = event.timestamp();
    for (int slot = 0; slot < starts.length; slot++) {
      String text = event.text(slot);
      if (text != null) {
        text(slot, text.getBytes(StandardCharsets.UTF_8));
      }
      numbers[slot] = event.number(slot);
    }
  }

  void text(int slot, byte[] buffer, int start, int end) {
    buffers[slot] = buffer;
    starts[slot] = start;
    ends[slot] = end;
  }

  void text(int slot, byte[] bytes) {
    text(slot, bytes, 0, bytes.length);
  }

  void number(int slot, double number) {
    numbers[slot] = number;
  }

  /** A number that the record has as such; a text may be there beside it. */
  void given(int slot, double number) {
    numbers[slot] = number;
    given[slot] = true;
    if (starts[slot] < 0) {
      text(slot, NOTHING);
    }
  }

  boolean given(int slot) {
    return given[slot];
  }

  /** An event time that the record has as such. */
  void givenTime(int slot, long millis) {
    timestamp = millis;
    timeGiven = true;
    if (starts[slot] < 0) {
      text(slot, NOTHING);
    }
  }

  boolean timeGiven() {
    return timeGiven;
  }

  void timestamp(long millis) {
    timestamp = millis;
  }

  boolean present(int slot) {
    return starts[slot] >= 0;
  }

  /** Forgets the last record: what follows was never parsed. */
  public void discard() {
    clear();
  }

  /** Marks the record as dead. Always false, so that a parser can return it. */
  boolean dead(Reason why, String sentence) {
    reason = why;
    detail = sentence;
    return false;
  }
}
