package io.github.beamwatch.kill;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a run came to.
 *
 * @param events how many events were sent
 * @param disturbances what was done, in order
 * @param windows the metric points in the topic, to the last digit, which may repeat
 * @param raised the alerts in the topic, which may repeat
 */
record KillReport(
    long seed, long events, List<String> disturbances, Ledger windows, Ledger raised) {

  boolean isRight() {
    return windows.isWhole() && raised.isWhole();
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
        events:    %,d
        windows:   %s
        raised:    %s
        disturbances:
        %s
        """
        .formatted(seed, isRight() ? "right" : "WRONG", events, windows, raised, done);
  }
}
