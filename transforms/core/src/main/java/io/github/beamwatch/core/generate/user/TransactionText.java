package io.github.beamwatch.core.generate.user;

import java.time.Instant;

/** How the columns of a transaction are written. */
public final class TransactionText {

  /** The columns, in order. */
  public static final String HEADER =
      "transaction_id,timestamp,user_id,amount,transaction_type,merchant_id,ip,country";

  private static final int USER_DIGITS = 7;
  private static final int MERCHANT_DIGITS = 6;

  private TransactionText() {}

  /** Such as {@code u0000042}. */
  public static String user(int user) {
    return padded('u', user, USER_DIGITS);
  }

  /** Such as {@code m000042}. */
  public static String merchant(int merchant) {
    return padded('m', merchant, MERCHANT_DIGITS);
  }

  /** Such as {@code 17.20.3.4}. */
  public static String address(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xff)
        + "."
        + (address >>> 8 & 0xff)
        + "."
        + (address & 0xff);
  }

  /** Such as {@code 12.05}. */
  public static String amount(int cents) {
    return cents / 100 + (cents % 100 < 10 ? ".0" : ".") + cents % 100;
  }

  /** Such as {@code 2025-01-31T12:00:00Z}. */
  public static String time(long epochSecond) {
    return Instant.ofEpochSecond(epochSecond).toString();
  }

  /** All columns of one transaction. */
  static String[] columns(TransactionSlice slice, int index) {
    return new String[] {
      Integer.toString(slice.id(index)),
      time(slice.epochSecond(index)),
      user(slice.user(index)),
      amount(slice.cents(index)),
      slice.type(index).word(),
      merchant(slice.merchant(index)),
      address(slice.address(index)),
      slice.country(index)
    };
  }

  private static String padded(char letter, int number, int digits) {
    String text = Integer.toString(number);
    return letter + "0".repeat(Math.max(0, digits - text.length())) + text;
  }
}
