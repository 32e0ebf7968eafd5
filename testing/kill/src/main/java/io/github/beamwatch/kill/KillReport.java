package io.github.beamwatch.kill;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a run came to.
 *
 * @param events how many events were sent
 * @param logIsWhole whether the topic holds each of them once: otherwise nothing can be said
 * @param disturbances what was done, in order
 * @param windows the metric points in the topic, to the last digit, which may repeat
 * @param raised the alerts in the topic, which may repeat
 * @param delivered the messages in the chat
 * @param undelivered how many dead letters the delivery wrote
 */
record KillReport(
    long seed,
    long events,
    boolean logIsWhole,
    List<String> disturbances,
    Ledger windows,
    Ledger raised,
    Ledger delivered,
    int undelivered) {

  /** Of the messages, those that a crash between sending and marking repeats. */
  static final double MOST_REPEATS_PERCENT = 1;

  /** Whether nothing is missing any more. */
  boolean isComplete() {
    return windows.missing().isEmpty()
        && raised.missing().isEmpty()
        && delivered.missing().isEmpty();
  }

  boolean isRight() {
    return logIsWhole
        && windows.isWhole()
        && raised.isWhole()
        && delivered.isWhole()
        && delivered.repeatsPercent() < MOST_REPEATS_PERCENT
        && undelivered == 0;
  }

  @Override
  public String toString() {
    String done =
        disturbances.stream()
            .collect(Collectors.groupingBy(what -> what, Collectors.counting()))
            .entrySet()
            .stream()
            .map(entry -> "  " + entry.getValue() + " × " + entry.getKey())
            .sorted()
            .collect(Collectors.joining("\n"));
    return """
    seed %d: %s
    events:       %,d%s
    windows:      %s
    raised:       %s
    delivered:    %s
    dead letters: %d
    disturbances: %d
    %s
    """
        .formatted(
            seed,
            isRight() ? "right" : "WRONG",
            events,
            logIsWhole ? "" : ", but the log holds another number",
            windows,
            raised,
            delivered,
            undelivered,
            disturbances.size(),
            done);
  }
}
