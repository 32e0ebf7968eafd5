package io.github.beamwatch.pipelines.cli;

import java.util.Locale;

/**
 * Transactions of sixty users, of whom {@code u7} spends a thousand times as much as the others.
 */
final class RankedInput {
  private static final int USERS = 60;

  private RankedInput() {}

  /** As CSV with a header; the last row is no transaction. */
  static String csv() {
    StringBuilder text =
        new StringBuilder(
            "transaction_id,timestamp,user_id,amount,transaction_type,merchant_id,ip,country\n");
    for (int user = 0; user < USERS; user++) {
      for (int i = 0; i < 4 + user % 5; i++) {
        double amount = user == 7 ? 9000 + 1000.5 * i : 10 + (user * 7 + i * 3) % 20;
        text.append(
            String.format(
                Locale.ROOT,
                "t%d-%d,2026-01-%02dT%02d:00:00Z,u%d,%s,purchase,m%d,10.0.0.%d,DE\n",
                user,
                i,
                1 + (i * 3 + user) % 27,
                8 + i,
                user,
                amount,
                i % 3,
                user));
      }
    }
    return text.append("x,2026-01-01T00:00:00Z,u1,-5,purchase,m,1.1.1.1,DE\n").toString();
  }
}
