package io.github.beamwatch.core.generate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.beamwatch.core.statistics.SeededRandom;
import java.util.Arrays;

/**
 * The series of a stream and what is usual for each: its share of the impressions, its click rate,
 * its revenue per impression.
 */
final class AdSeries {

  private static final String[] COUNTRIES = {"US", "UK", "DE", "FR", "JP", "KR", "BR"};
  private static final String[] FORMATS = {"banner", "interstitial", "rewarded_video"};
  private static final byte[][] FORMAT_BYTES =
      Arrays.stream(FORMATS).map(format -> format.getBytes(US_ASCII)).toArray(byte[][]::new);

  /** The number of real countries times formats. */
  static final int DEFAULT_COUNT = COUNTRIES.length * FORMATS.length;

  private static final double LARGEST_TO_SMALLEST = 5;
  private static final double MIN_CTR = 0.03;
  private static final double MAX_CTR = 0.09;
  private static final double MIN_REVENUE_MICROS = 1_500;
  private static final double MAX_REVENUE_MICROS = 8_000;

  private final double[] cumulativeShare;
  private final float[] ctr;
  private final float[] revenueMicros;
  private final byte[][] countries;

  AdSeries(int count, SeededRandom random) {
    cumulativeShare = new double[count];
    ctr = new float[count];
    revenueMicros = new float[count];
    double total = 0;
    for (int i = 0; i < count; i++) {
      total += random.between(1, LARGEST_TO_SMALLEST);
      cumulativeShare[i] = total;
      ctr[i] = (float) random.between(MIN_CTR, MAX_CTR);
      revenueMicros[i] = (float) random.between(MIN_REVENUE_MICROS, MAX_REVENUE_MICROS);
    }
    for (int i = 0; i < count; i++) {
      cumulativeShare[i] /= total;
    }
    countries = new byte[(count + FORMATS.length - 1) / FORMATS.length][];
    for (int i = 0; i < countries.length; i++) {
      countries[i] = countryName(i).getBytes(US_ASCII);
    }
  }

  int count() {
    return cumulativeShare.length;
  }

  /** The series that a number in [0, 1) falls on. */
  int at(double unit) {
    int found = Arrays.binarySearch(cumulativeShare, unit);
    int index = found >= 0 ? found + 1 : -found - 1;
    return Math.min(index, cumulativeShare.length - 1);
  }

  /** The series' part of all impressions. */
  double share(int series) {
    return cumulativeShare[series] - (series == 0 ? 0 : cumulativeShare[series - 1]);
  }

  double ctr(int series) {
    return ctr[series];
  }

  double revenueMicros(int series) {
    return revenueMicros[series];
  }

  byte[] countryBytes(int series) {
    return countries[series / FORMATS.length];
  }

  byte[] formatBytes(int series) {
    return FORMAT_BYTES[series % FORMATS.length];
  }

  String country(int series) {
    return countryName(series / FORMATS.length);
  }

  String format(int series) {
    return FORMATS[series % FORMATS.length];
  }

  /** Beyond the real countries the names are made up: X000007, X000008, … */
  private static String countryName(int index) {
    return index < COUNTRIES.length ? COUNTRIES[index] : String.format("X%06d", index);
  }
}
