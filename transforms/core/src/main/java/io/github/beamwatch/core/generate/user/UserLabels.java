package io.github.beamwatch.core.generate.user;

import io.github.beamwatch.core.statistics.SeededRandom;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What is known of the data afterwards: each user's behaviour and fraud, and, of some transactions,
 * that they were fraud or legitimate, and when that became known. Rows of CSV.
 */
public final class UserLabels {

  public static final String USER_HEADER = "user_id,behaviour_type,pattern,strength";
  public static final String TRANSACTION_HEADER = "transaction_id,user_id,timestamp,label,known_at";

  /** One legitimate transaction in so many is asked about and found to be legitimate. */
  static final double CHECKED_SHARE = 0.01;

  private static final double DAY = 86_400;

  private UserLabels() {}

  /** A row for each user, in the order of their ids. */
  public static void users(UserPopulation population, Consumer<String> rows) {
    for (int user = 0; user < population.settings().users(); user++) {
      String pattern = population.pattern(user).map(FraudPattern::word).orElse("none");
      rows.accept(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%s",
              TransactionText.user(user),
              population.type(user).word(),
              pattern,
              Math.round(100 * population.strength(user)) / 100.0));
    }
  }

  /** A row for each labelled transaction: all fraud, and the checked legitimate ones. */
  public static void transactions(TransactionSlice slice, Consumer<String> rows) {
    long purpose = SeededRandom.of(slice.settings().seed(), "labels").nextLong();
    for (int i = 0; i < slice.size(); i++) {
      Draws draws = Draws.of(purpose, slice.id(i));
      boolean fraud = slice.planted(i);
      if (!fraud && !draws.chance(CHECKED_SHARE)) {
        continue;
      }
      // A victim finds out after some days, now and then after weeks; who is asked answers soon.
      double days = fraud ? Math.min(60, draws.logNormal(5, 0.8)) : draws.between(0.1, 3);
      long second = slice.epochSecond(i);
      rows.accept(
          slice.id(i)
              + ","
              + TransactionText.user(slice.user(i))
              + ","
              + TransactionText.time(second)
              + (fraud ? ",fraud," : ",legit,")
              + TransactionText.time(second + (long) (days * DAY)));
    }
  }
}
