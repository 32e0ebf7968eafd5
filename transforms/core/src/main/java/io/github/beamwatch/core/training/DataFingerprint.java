package io.github.beamwatch.core.training;

import io.github.beamwatch.core.feature.StableHash;
import java.util.Locale;

/**
 * Tells one set of rows from another: their number, and sums of two hashes of each. Neither order
 * nor parts matter. Not meant against somebody who wants two sets to look the same.
 */
public final class DataFingerprint {
  private long rows;
  private long first;
  private long second;

  /** Takes a row in. */
  public void add(double[] row) {
    long hash = StableHash.of(row);
    rows++;
    first += hash;
    second += StableHash.of(~hash);
  }

  /** Takes the rows of another part in. */
  public void addAll(DataFingerprint other) {
    rows += other.rows;
    first += other.first;
    second += other.second;
  }

  /** How many rows there were. */
  public long rows() {
    return rows;
  }

  /** 32 hexadecimal digits. */
  public String hex() {
    return String.format(Locale.ROOT, "%016x%016x", first, second);
  }
}
