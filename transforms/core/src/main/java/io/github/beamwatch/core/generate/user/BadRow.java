package io.github.beamwatch.core.generate.user;

/** What is wrong with a row that is no transaction. */
public enum BadRow {
  MISSING_COLUMNS(false),
  TEXT_AMOUNT(false),
  BROKEN_TIME(false),
  NOT_UTF8(false),
  NO_AMOUNT(true),
  NO_USER(true),
  NEGATIVE_AMOUNT(true),
  /** Fifty years after the start. */
  FAR_FUTURE(true),
  /** Before there were such cards. */
  FAR_PAST(true);

  /** Whether a file with typed columns can hold it. */
  private final boolean typed;

  BadRow(boolean typed) {
    this.typed = typed;
  }

  boolean typed() {
    return typed;
  }
}
