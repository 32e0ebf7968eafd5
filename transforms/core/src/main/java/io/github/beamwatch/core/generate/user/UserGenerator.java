package io.github.beamwatch.core.generate.user;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is to be generated. Equal settings give equal data, on every machine.
 *
 * @param seed what tells one data set from another
 * @param start the first day
 * @param days how many days the transactions spread over
 * @param users how many users there are
 * @param transactions how many transactions there are, bad rows not counted
 * @param fraudShare the share of users with planted fraud
 * @param badRowsPerThousand rows that are no transactions, per thousand transactions
 */
public record UserGenerator(
    long seed,
    Instant start,
    int days,
    int users,
    int transactions,
    double fraudShare,
    double badRowsPerThousand) {

  public static final Instant DEFAULT_START = Instant.parse("2025-01-01T00:00:00Z");
  public static final int DEFAULT_DAYS = 365;
  public static final int DEFAULT_USERS = 1_000_000;
  public static final int DEFAULT_TRANSACTIONS = 10_000_000;
  public static final double DEFAULT_FRAUD_SHARE = 0.01;

  public static final int MAX_USERS = 50_000_000;
  public static final int MAX_TRANSACTIONS = 1_000_000_000;
  static final int LEAST_PER_USER = 4;
  private static final int MOST_PLANTED = 100;

  public UserGenerator {
    if (!start.equals(start.truncatedTo(ChronoUnit.DAYS))) {
      throw new IllegalArgumentException("start must be a whole day in UTC, but is " + start);
    }
    require(days >= 14 && days <= 3_660, "days must be 14 to 3660", days);
    require(users >= 1 && users <= MAX_USERS, "users must be 1 to " + MAX_USERS, users);
    require(fraudShare >= 0 && fraudShare <= 0.5, "fraud share must be 0 to 0.5", fraudShare);
    require(
        badRowsPerThousand >= 0 && badRowsPerThousand <= 900,
        "bad rows per thousand must be 0 to 900",
        badRowsPerThousand);
    long least = (LEAST_PER_USER + 1L) * users + MOST_PLANTED * Math.round(fraudShare * users);
    require(
        transactions >= least && transactions <= MAX_TRANSACTIONS,
        "transactions of so many users must be %d to %d".formatted(least, MAX_TRANSACTIONS),
        transactions);
  }

  private static void require(boolean holds, String rule, Number found) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + found);
    }
  }

  /** A generator with the defaults and this seed. */
  public static UserGenerator seeded(long seed) {
    return new UserGenerator(
        seed,
        DEFAULT_START,
        DEFAULT_DAYS,
        DEFAULT_USERS,
        DEFAULT_TRANSACTIONS,
        DEFAULT_FRAUD_SHARE,
        0);
  }

  /** The same over this time. */
  public UserGenerator withTime(Instant newStart, int newDays) {
    return new UserGenerator(
        seed, newStart, newDays, users, transactions, fraudShare, badRowsPerThousand);
  }

  /** The same with so many. */
  public UserGenerator withSize(int newUsers, int newTransactions) {
    return new UserGenerator(
        seed, start, days, newUsers, newTransactions, fraudShare, badRowsPerThousand);
  }

  /** The same with this share of users with planted fraud. */
  public UserGenerator withFraudShare(double newFraudShare) {
    return new UserGenerator(
        seed, start, days, users, transactions, newFraudShare, badRowsPerThousand);
  }

  /** The same with so many bad rows per thousand transactions. */
  public UserGenerator withBadRowsPerThousand(double newBadRowsPerThousand) {
    return new UserGenerator(
        seed, start, days, users, transactions, fraudShare, newBadRowsPerThousand);
  }

  /** Who the users are and when they act. Holds 4 bytes a transaction and 8 a user. */
  public UserPopulation population() {
    return new UserPopulation(this);
  }

  int plantedUsers() {
    return (int) Math.round(fraudShare * users);
  }

  int seconds() {
    return days * 86_400;
  }
}
