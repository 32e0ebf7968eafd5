package io.github.beamwatch.io.clickhouse;

import io.github.beamwatch.io.http.HttpAnswer;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer that is not OK means. ClickHouse answers 500 for most mistakes too, so its own
 * code in the text decides.
 *
 * @param code ClickHouse's number of the error; 0 where the answer has none
 * @param answer the answer
 */
record ClickHouseError(int code, HttpAnswer answer) {

  private static final Pattern CODE = Pattern.compile("Code: ([0-9]{1,6})[.,]");

  /** A value cannot be read, or does not fit its column: one bad row spoils a batch. */
  private static final Set<Integer> OF_A_ROW =
      Set.of(6, 25, 26, 27, 38, 41, 53, 69, 70, 72, 117, 130, 131, 321);

  /** Unknown tables, columns, databases and users, missing rights: no row will ever fit. */
  private static final Set<Integer> OF_ALL =
      Set.of(8, 10, 16, 36, 46, 47, 60, 62, 81, 164, 192, 193, 194, 291, 492, 497, 516);

  static ClickHouseError of(HttpAnswer answer) {
    Matcher matcher = CODE.matcher(answer.text());
    return new ClickHouseError(matcher.find() ? Integer.parseInt(matcher.group(1)) : 0, answer);
  }

  boolean ofARow() {
    return OF_A_ROW.contains(code);
  }

  /** Whether trying again is of no use. */
  boolean isFinal() {
    return ofARow() || OF_ALL.contains(code) || answer.outcome() == HttpAnswer.Outcome.REFUSED;
  }

  /** Half a sentence; the server quotes at most the beginning of a row. */
  String reason() {
    return code == 0 ? answer.reason() : answer.reason() + ": " + answer.excerpt();
  }
}
