package io.github.beamwatch.benchmarks.users;

import java.util.Arrays;
import java.util.List;

/** The features of each user, all exact. */
final class UserFeatures {

  /** What the Spark SQL job makes too: the first eight, or all. */
  static final List<String> NAMES =
      List.of(
          "count",
          "sum",
          "mean",
          "std",
          "max",
          "mean_gap",
          "min_gap",
          "night",
          "merchants",
          "ips",
          "countries",
          "purchase",
          "online",
          "withdrawal",
          "transfer",
          "deposit",
          "p10",
          "p50",
          "p90");

  static final int FEW = 8;

  private static final int TYPES = 5;
  private static final int NIGHT_SECONDS = 6 * 3_600;
  private static final int SECONDS_PER_DAY = 86_400;

  private final TransactionColumns columns;
  private final int features;
  private final long[] users;
  private final int[] ends;
  private final int[] rows;

  /** Finds the users, and which rows are whose. */
  UserFeatures(TransactionColumns columns, boolean all) {
    this.columns = columns;
    features = all ? NAMES.size() : FEW;
    UserTable table = new UserTable();
    int[] owner = new int[columns.size];
    for (int i = 0; i < columns.size; i++) {
      owner[i] = table.number(columns.users[i]);
    }
    users = table.users();
    ends = new int[users.length + 1];
    for (int user : owner) {
      ends[user + 1]++;
    }
    for (int user = 0; user < users.length; user++) {
      ends[user + 1] += ends[user];
    }
    rows = new int[columns.size];
    for (int i = columns.size - 1; i >= 0; i--) {
      rows[--ends[owner[i] + 1]] = i;
    }
  }

  int users() {
    return users.length;
  }

  long user(int number) {
    return users[number];
  }

  /** A row of features for each user. */
  double[][] all() {
    double[][] table = new double[users.length][];
    for (int user = 0; user < users.length; user++) {
      int end = user + 1 < users.length ? ends[user + 2] : columns.size;
      table[user] = of(Arrays.copyOfRange(rows, ends[user + 1], end));
    }
    return table;
  }

  private double[] of(int[] own) {
    int count = own.length;
    double[] row = new double[features];
    long[] seconds = new long[count];
    long[] cents = new long[count];
    double sum = 0;
    int nights = 0;
    for (int i = 0; i < count; i++) {
      seconds[i] = columns.seconds[own[i]];
      cents[i] = columns.cents[own[i]];
      sum += cents[i] / 100.0;
      nights += seconds[i] % SECONDS_PER_DAY < NIGHT_SECONDS ? 1 : 0;
    }
    Arrays.sort(seconds);
    Arrays.sort(cents);
    double mean = sum / count;
    double squares = 0;
    for (long each : cents) {
      squares += (each / 100.0 - mean) * (each / 100.0 - mean);
    }
    row[0] = count;
    row[1] = sum;
    row[2] = mean;
    row[3] = count < 2 ? 0 : Math.sqrt(squares / (count - 1));
    row[4] = cents[count - 1] / 100.0;
    row[5] = count < 2 ? 0 : (seconds[count - 1] - seconds[0]) / (count - 1.0);
    row[6] = least(seconds);
    row[7] = nights / (double) count;
    if (features > FEW) {
      further(own, cents, row);
    }
    return row;
  }

  private static long least(long[] seconds) {
    long least = seconds.length < 2 ? 0 : Long.MAX_VALUE;
    for (int i = 1; i < seconds.length; i++) {
      least = Math.min(least, seconds[i] - seconds[i - 1]);
    }
    return least;
  }

  private void further(int[] own, long[] cents, double[] row) {
    int count = own.length;
    row[8] = distinct(columns.merchants, own);
    row[9] = distinct(columns.addresses, own);
    long[] countries = new long[count];
    for (int i = 0; i < count; i++) {
      countries[i] = columns.countries[own[i]];
      row[11 + columns.types[own[i]]] += 1.0 / count;
    }
    row[10] = distinct(countries);
    int[] percents = {10, 50, 90};
    for (int i = 0; i < percents.length; i++) {
      row[11 + TYPES + i] = cents[(percents[i] * count + 99) / 100 - 1] / 100.0;
    }
  }

  private static int distinct(long[] column, int[] own) {
    long[] values = new long[own.length];
    for (int i = 0; i < own.length; i++) {
      values[i] = column[own[i]];
    }
    return distinct(values);
  }

  private static int distinct(long[] values) {
    Arrays.sort(values);
    int distinct = 1;
    for (int i = 1; i < values.length; i++) {
      distinct += values[i] != values[i - 1] ? 1 : 0;
    }
    return distinct;
  }
}
