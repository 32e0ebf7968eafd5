package io.github.beamwatch.benchmarks.floor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/**
 * An ad event in its bytes. Reads what the generator writes: an object without nesting, texts
 * without escapes, decimal numbers. Everything else is no event.
 */
final class FlatEvent {

  private static final byte[] TYPE = "event_type".getBytes(US_ASCII);
  private static final byte[] TIME = "event_time".getBytes(US_ASCII);
  private static final byte[] COUNTRY = "country".getBytes(US_ASCII);
  private static final byte[] FORMAT = "ad_format".getBytes(US_ASCII);
  private static final byte[] REVENUE = "revenue".getBytes(US_ASCII);
  private static final byte[] IMPRESSION = "impression".getBytes(US_ASCII);
  private static final byte[] CLICK = "click".getBytes(US_ASCII);
  private static final int MINUTE_TEXT_LENGTH = "2025-12-17T08:00".length();
  private static final int MAX_EXACT_DIGITS = 15;
  private static final double[] POWERS_OF_TEN = new double[MAX_EXACT_DIGITS + 1];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
    }
  }

  byte[] bytes = new byte[0];
  int countryStart;
  int countryEnd;
  int formatStart;
  int formatEnd;
  boolean impression;
  boolean click;
  long minute;
  double revenue;

  private byte[] knownMinuteText = new byte[0];
  private long knownMinute;
  private int at;

  /** Whether the line is an event; its fields are then set. */
  boolean read(byte[] buffer, int start, int end) {
    bytes = buffer;
    at = start;
    int found = 0;
    if (end - start < 2 || buffer[start] != '{' || buffer[end - 1] != '}') {
      return false;
    }
    int last = end - 1;
    while (at < last) {
      at++;
      int keyStart = at + 1;
      int keyEnd = text(last);
      if (keyEnd < 0 || at >= last || bytes[at] != ':') {
        return false;
      }
      at++;
      int valueStart = at;
      int valueEnd = at < last && bytes[at] == '"' ? text(last) : bare(last);
      if (valueEnd < 0 || (at < last && bytes[at] != ',')) {
        return false;
      }
      int field = field(keyStart, keyEnd, valueStart, valueEnd);
      if (field < 0) {
        return false;
      }
      found |= field;
    }
    return found == 0b11111;
  }

  /** Moves behind the text that starts here; the end of its content, or −1. */
  private int text(int last) {
    if (at >= last || bytes[at] != '"') {
      return -1;
    }
    for (int i = at + 1; i < last; i++) {
      if (bytes[i] == '"') {
        at = i + 1;
        return i;
      }
      if (bytes[i] == '\\') {
        return -1;
      }
    }
    return -1;
  }

  private int bare(int last) {
    while (at < last && bytes[at] != ',') {
      if (bytes[at] == '{' || bytes[at] == '[') {
        return -1;
      }
      at++;
    }
    return at;
  }

  /** The bit of a field that was read, 0 for a field that nobody needs, −1 for a bad value. */
  private int field(int keyStart, int keyEnd, int valueStart, int valueEnd) {
    boolean isText = bytes[valueStart] == '"';
    int start = isText ? valueStart + 1 : valueStart;
    if (is(keyStart, keyEnd, TYPE)) {
      impression = is(start, valueEnd, IMPRESSION);
      click = is(start, valueEnd, CLICK);
      return isText ? 1 : -1;
    }
    if (is(keyStart, keyEnd, TIME)) {
      return isText && readMinute(start, valueEnd) ? 2 : -1;
    }
    if (is(keyStart, keyEnd, COUNTRY)) {
      countryStart = start;
      countryEnd = valueEnd;
      return isText ? 4 : -1;
    }
    if (is(keyStart, keyEnd, FORMAT)) {
      formatStart = start;
      formatEnd = valueEnd;
      return isText ? 8 : -1;
    }
    if (is(keyStart, keyEnd, REVENUE)) {
      return !isText && readRevenue(start, valueEnd) ? 16 : -1;
    }
    return 0;
  }

  private boolean is(int start, int end, byte[] word) {
    return end - start == word.length && Arrays.equals(bytes, start, end, word, 0, word.length);
  }

  private boolean readMinute(int start, int end) {
    int minuteEnd = start + MINUTE_TEXT_LENGTH;
    if (minuteEnd < end
        && bytes[end - 1] == 'Z'
        && Arrays.equals(bytes, start, minuteEnd, knownMinuteText, 0, knownMinuteText.length)) {
      minute = knownMinute;
      return true;
    }
    try {
      Instant time = Instant.parse(new String(bytes, start, end - start, US_ASCII));
      minute = Math.floorDiv(time.getEpochSecond(), 60);
    } catch (DateTimeException e) {
      return false;
    }
    if (minuteEnd < end && bytes[end - 1] == 'Z') {
      knownMinuteText = Arrays.copyOfRange(bytes, start, minuteEnd);
      knownMinute = minute;
    }
    return true;
  }

  private boolean readRevenue(int start, int end) {
    long digits = 0;
    int point = -1;
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (b == '.' && point < 0 && i > start) {
        point = i;
      } else if (b >= '0' && b <= '9') {
        digits = digits * 10 + (b - '0');
      } else {
        return false;
      }
    }
    int length = end - start - (point < 0 ? 0 : 1);
    if (length == 0 || length > MAX_EXACT_DIGITS) {
      return false;
    }
    revenue = digits / POWERS_OF_TEN[point < 0 ? 0 : end - point - 1];
    return true;
  }
}
