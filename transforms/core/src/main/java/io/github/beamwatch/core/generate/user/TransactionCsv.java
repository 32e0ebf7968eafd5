package io.github.beamwatch.core.generate.user;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/** Writes transactions as CSV bytes by hand: generating must not be what a benchmark waits for. */
public final class TransactionCsv {

  private static final int SECONDS_PER_DAY = 86_400;
  private static final int DAY_LENGTH = "2025-01-01T".length();
  private static final int LONGEST_ROW = 160;
  private static final int USER_DIGITS = 7;
  private static final int MERCHANT_DIGITS = 6;

  private static final byte[][] TYPES =
      Arrays.stream(TransactionType.values())
          .map(type -> type.word().getBytes(ISO_8859_1))
          .toArray(byte[][]::new);

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];
  private int length;
  private long day = Long.MIN_VALUE;
  private byte[] dayText = new byte[0];

  /** The stream is the caller's to close, after {@link #flush}. */
  public TransactionCsv(OutputStream out) {
    this.out = out;
  }

  /** Writes the names of the columns. */
  public void header() throws IOException {
    text(TransactionText.HEADER);
  }

  /**
   * Writes transactions, and the bad rows between them.
   *
   * @return how many bad rows there were
   */
  public long rows(TransactionSlice slice) throws IOException {
    BadRows bad = new BadRows(slice.settings());
    long badRows = 0;
    for (int i = 0; i < slice.size(); i++) {
      row(slice, i);
      Optional<BadRow> kind = bad.after(slice.id(i));
      if (kind.isPresent()) {
        text(String.join(",", bad.columns(kind.get(), slice, i)));
        badRows++;
      }
    }
    return badRows;
  }

  private void row(TransactionSlice slice, int i) throws IOException {
    makeRoom(LONGEST_ROW);
    number(slice.id(i), 1);
    buffer[length++] = ',';
    time(slice.epochSecond(i));
    buffer[length++] = ',';
    buffer[length++] = 'u';
    number(slice.user(i), USER_DIGITS);
    buffer[length++] = ',';
    number(slice.cents(i) / 100, 1);
    buffer[length++] = '.';
    number(slice.cents(i) % 100, 2);
    buffer[length++] = ',';
    put(TYPES[slice.type(i).ordinal()]);
    buffer[length++] = ',';
    buffer[length++] = 'm';
    number(slice.merchant(i), MERCHANT_DIGITS);
    buffer[length++] = ',';
    address(slice.address(i));
    buffer[length++] = ',';
    String country = slice.country(i);
    buffer[length++] = (byte) country.charAt(0);
    buffer[length++] = (byte) country.charAt(1);
    buffer[length++] = '\n';
  }

  private void time(long epochSecond) {
    long ofDay = Math.floorDiv(epochSecond, SECONDS_PER_DAY);
    if (ofDay != day) {
      day = ofDay;
      dayText =
          TransactionText.time(day * SECONDS_PER_DAY).substring(0, DAY_LENGTH).getBytes(ISO_8859_1);
    }
    put(dayText);
    int second = (int) (epochSecond - day * SECONDS_PER_DAY);
    number(second / 3_600, 2);
    buffer[length++] = ':';
    number(second / 60 % 60, 2);
    buffer[length++] = ':';
    number(second % 60, 2);
    buffer[length++] = 'Z';
  }

  private void address(int address) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      number(address >>> shift & 0xff, 1);
      buffer[length++] = '.';
    }
    length--;
  }

  private void number(int number, int leastDigits) {
    int digits = 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    digits = Math.max(digits, leastDigits);
    int rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void text(String line) throws IOException {
    makeRoom(line.length() + 1);
    put(line.getBytes(ISO_8859_1));
    buffer[length++] = '\n';
  }

  private void put(byte[] bytes) {
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private void makeRoom(int bytes) throws IOException {
    if (length + bytes > buffer.length) {
      flush();
    }
  }

  /** Hands on what is still here. */
  public void flush() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }
}
