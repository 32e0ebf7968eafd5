package io.github.beamwatch.core.generate.user;

import java.util.Locale;

/** What a transaction is. Deposits come in; all others go out. */
public enum TransactionType {
  PURCHASE,
  ONLINE,
  WITHDRAWAL,
  TRANSFER,
  DEPOSIT;

  private static final TransactionType[] ALL = values();

  private final String word = name().toLowerCase(Locale.ROOT);

  static TransactionType at(int index) {
    return ALL[index];
  }

  /** The word in the data. */
  public String word() {
    return word;
  }
}
