package io.github.beamwatch.core.generate.user;

import java.util.Locale;

/** What is planted into the transactions of some users, on top of their own. */
public enum FraudPattern {
  /** Many tiny online payments seconds apart at many merchants, then a few large ones. */
  CARD_TESTING,
  /** Large payments within two days from new addresses and countries at new merchants. */
  ACCOUNT_TAKEOVER,
  /** Several nights of withdrawals and payments a few minutes apart. */
  NIGHT_BURST,
  /** Large deposits, nearly all of them transferred on within hours. */
  MONEY_MULE,
  /** Transfers and withdrawals at regular intervals, each just under 1,000. */
  UNDER_LIMIT;

  private static final FraudPattern[] ALL = values();

  private final String word = name().toLowerCase(Locale.ROOT);

  static FraudPattern at(int index) {
    return ALL[index % ALL.length];
  }

  /** The word in the labels. */
  public String word() {
    return word;
  }
}
