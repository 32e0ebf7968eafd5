package io.github.beamwatch.core.generate.user;

import io.github.beamwatch.core.statistics.SeededRandom;
import java.util.Arrays;
import java.util.Optional;

/** Where rows that are no transactions lie between the transactions, and what they look like. */
public final class BadRows {

  private static final int ID = 0;
  private static final int TIME = 1;
  private static final int USER = 2;
  private static final int AMOUNT = 3;
  private static final int COUNTRY = 7;
  private static final int FIFTY_YEARS_OF_DAYS = 18_262;

  private static final BadRow[] KINDS = BadRow.values();
  private static final BadRow[] TYPED_KINDS =
      Arrays.stream(KINDS).filter(BadRow::typed).toArray(BadRow[]::new);

  private final UserGenerator settings;
  private final long purpose;
  private final BadRow[] kinds;

  /** In text, where everything can be wrong. */
  public BadRows(UserGenerator settings) {
    this(settings, KINDS);
  }

  private BadRows(UserGenerator settings, BadRow[] kinds) {
    this.settings = settings;
    this.kinds = kinds;
    purpose = SeededRandom.of(settings.seed(), "bad rows").nextLong();
  }

  /** In files with typed columns, which hold no text in a number. */
  public static BadRows typed(UserGenerator settings) {
    return new BadRows(settings, TYPED_KINDS);
  }

  /** The kind of the bad row that follows the transaction with this id, if one does. */
  public Optional<BadRow> after(int id) {
    if (settings.badRowsPerThousand() == 0) {
      return Optional.empty();
    }
    Draws draws = Draws.of(purpose, id);
    return draws.chance(settings.badRowsPerThousand() / 1_000)
        ? Optional.of(kinds[draws.below(kinds.length)])
        : Optional.empty();
  }

  /** The columns of a bad row: those of the transaction before it with one thing wrong. */
  public String[] columns(BadRow kind, TransactionSlice slice, int index) {
    String[] columns = TransactionText.columns(slice, index);
    columns[ID] = Long.toString((long) settings.transactions() + slice.id(index));
    switch (kind) {
      case MISSING_COLUMNS -> {
        return Arrays.copyOf(columns, AMOUNT);
      }
      case TEXT_AMOUNT -> columns[AMOUNT] = "twelve";
      case BROKEN_TIME -> columns[TIME] = "yesterday";
      case NOT_UTF8 -> columns[COUNTRY] = "\u00ff\u00fe";
      case NO_AMOUNT -> columns[AMOUNT] = "";
      case NO_USER -> columns[USER] = "";
      case NEGATIVE_AMOUNT -> columns[AMOUNT] = "-" + columns[AMOUNT];
      case FAR_FUTURE ->
          columns[TIME] =
              TransactionText.time(slice.epochSecond(index) + FIFTY_YEARS_OF_DAYS * 86_400L);
      case FAR_PAST -> columns[TIME] = "1970-01-01T00:00:00Z";
    }
    return columns;
  }
}
