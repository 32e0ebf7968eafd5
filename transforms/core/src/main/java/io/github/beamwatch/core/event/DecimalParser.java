package io.github.beamwatch.core.event;

import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers from bytes, to the last bit as {@link Double#parseDouble} does.
 *
 * <p>Up to 2^53 in the digits and 22 decimal places, digits divided by a power of ten is correctly
 * rounded because both are exact doubles (Clinger 1990); anything else takes the JDK's way.
 */
final class DecimalParser {

  private static final double[] POWERS_OF_TEN = new double[23];

  static {
    double power = 1;
    for (int i = 0; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = power;
      power *= 10;
    }
  }

  private DecimalParser() {}

  /** The number in {@code buffer[from, to)}, or NaN where these bytes are not a finite number. */
  static double parse(byte[] buffer, int from, int to) {
    int at = from;
    boolean negative = at < to && buffer[at] == '-';
    if (negative) {
      at++;
    }
    long digits = 0;
    int count = 0;
    int decimals = 0;
    boolean point = false;
    for (; at < to; at++) {
      int digit = buffer[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        count++;
        if (point) {
          decimals++;
        }
      } else if (buffer[at] == '.' && !point) {
        point = true;
      } else {
        return slow(buffer, from, to);
      }
    }
    if (count == 0 || count > 18 || digits > 1L << 53 || decimals > 22) {
      return slow(buffer, from, to);
    }
    double value = decimals == 0 ? digits : digits / POWERS_OF_TEN[decimals];
    return negative ? -value : value;
  }

  private static double slow(byte[] buffer, int from, int to) {
    // parseDouble also takes blanks, hexadecimal, "NaN" and "1d": none of them is a number here.
    int digits = 0;
    for (int i = from; i < to; i++) {
      byte c = buffer[i];
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return Double.NaN;
      }
    }
    if (digits == 0) {
      return Double.NaN;
    }
    try {
      double value =
          Double.parseDouble(new String(buffer, from, to - from, StandardCharsets.US_ASCII));
      return Double.isInfinite(value) ? Double.NaN : value;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
