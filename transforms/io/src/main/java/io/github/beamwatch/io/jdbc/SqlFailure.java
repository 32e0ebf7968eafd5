package io.github.beamwatch.io.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** What a failure of a database means: its state says whether to try again. */
final class SqlFailure {

  /** Connection, resources, an operator's intervention, a lost race, a login, read-only. */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "58", "40", "55", "28", "25");

  private SqlFailure() {}

  static boolean passing(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException
          || cause instanceof SQLTransientException
          || cause instanceof SQLRecoverableException) {
        return true;
      }
    }
    String state = failure.getSQLState();
    return state == null || state.length() < 2 || PASSING.contains(state.substring(0, 2));
  }

  /** Half a sentence for a person. */
  static String sentence(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.lines().findFirst().orElse("no reason given").strip();
  }
}
