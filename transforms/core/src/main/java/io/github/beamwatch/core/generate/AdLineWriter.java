package io.github.beamwatch.core.generate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Arrays;

/** Writes events as JSON bytes by hand: generating must not be what a benchmark waits for. */
final class AdLineWriter {

  private static final int MINUTE_MILLIS = 60_000;
  private static final int MINUTE_TEXT_LENGTH = "2025-12-17T08:00:".length();
  private static final int ID_DIGITS = 9;
  private static final int REVENUE_DIGITS = 6;

  private static final byte[] ID = "{\"event_id\":\"e".getBytes(US_ASCII);
  private static final byte[] IMPRESSION = "\",\"event_type\":\"impression\"".getBytes(US_ASCII);
  private static final byte[] CLICK = "\",\"event_type\":\"click\"".getBytes(US_ASCII);
  private static final byte[] TIME = ",\"event_time\":\"".getBytes(US_ASCII);
  private static final byte[] COUNTRY = "Z\",\"country\":\"".getBytes(US_ASCII);
  private static final byte[] FORMAT = "\",\"ad_format\":\"".getBytes(US_ASCII);
  private static final byte[] REVENUE = "\",\"revenue\":".getBytes(US_ASCII);

  private final AdSeries series;
  private final byte[] buffer = new byte[512];
  private int length;
  private long minute = Long.MIN_VALUE;
  private byte[] minuteText = new byte[0];

  AdLineWriter(AdSeries series) {
    this.series = series;
  }

  byte[] write(AdEvent event) {
    length = 0;
    put(ID);
    putDigits(event.number(), ID_DIGITS);
    put(event.click() ? CLICK : IMPRESSION);
    put(TIME);
    putTime(event.timeMillis());
    put(COUNTRY);
    put(series.countryBytes(event.series()));
    put(FORMAT);
    put(series.formatBytes(event.series()));
    put(REVENUE);
    putRevenue(event.revenueMicros());
    buffer[length++] = '}';
    return Arrays.copyOf(buffer, length);
  }

  private void putTime(long millis) {
    long eventMinute = Math.floorDiv(millis, MINUTE_MILLIS);
    if (eventMinute != minute) {
      minute = eventMinute;
      String text = Instant.ofEpochMilli(eventMinute * MINUTE_MILLIS).toString();
      minuteText = text.substring(0, MINUTE_TEXT_LENGTH).getBytes(US_ASCII);
    }
    put(minuteText);
    int inMinute = (int) (millis - minute * MINUTE_MILLIS);
    putDigits(inMinute / 1_000, 2);
    buffer[length++] = '.';
    putDigits(inMinute % 1_000, 3);
  }

  /** A decimal number without needless zeros: 0.00566, 0.0. */
  private void putRevenue(long micros) {
    long whole = micros / 1_000_000;
    putDigits(whole, Long.toString(whole).length());
    buffer[length++] = '.';
    putDigits(micros % 1_000_000, REVENUE_DIGITS);
    while (buffer[length - 1] == '0' && buffer[length - 2] != '.') {
      length--;
    }
  }

  private void put(byte[] bytes) {
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private void putDigits(long number, int digits) {
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }
}
