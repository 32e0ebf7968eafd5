package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run did, for a person: every event that was read is accounted for. One that was stopped
 * leaves the events of windows that were still open.
 */
public final class RunSummary {
  private static final String FIRING_BY_RULE = Counters.ALERTS_FIRING + "_";

  private final RunMetrics metrics;
  private final Duration took;
  private final boolean stopped;

  /**
   * Of what was counted.
   *
   * @param took in this time
   * @param stopped whether the run was stopped rather than done
   */
  public RunSummary(RunMetrics metrics, Duration took, boolean stopped) {
    this.metrics = metrics;
    this.took = took;
    this.stopped = stopped;
  }

  /**
   * Whether read = measured + dead letters + late, and the runner dropped nothing. Of a stopped run
   * only the latter can be told: its counters come from workers that were still at work.
   */
  public boolean accountsForEverything() {
    return (stopped || open() == 0) && metrics.droppedByRunner() == 0;
  }

  /** The lines to print. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    boolean leavesOpen = stopped && open() > 0;
    lines.add(
        "read %d %s measured %d + dead %d + late %d%s"
            .formatted(
                read(),
                open() == 0 || leavesOpen ? "=" : "≠",
                measured(),
                dead(),
                late(),
                leavesOpen ? " + open " + open() : ""));
    if (dead() > 0) {
      String reasons = parts(Counters.DEAD_LETTERS_BY_REASON);
      lines.add("dead letters: " + (reasons.isEmpty() ? String.valueOf(dead()) : reasons));
    }
    long firing = metrics.get(Counters.ALERTS_FIRING);
    long resolved = metrics.get(Counters.ALERTS_RESOLVED);
    String rules = parts(FIRING_BY_RULE);
    lines.add(
        "alerts: %d firing, %d resolved%s"
            .formatted(firing, resolved, rules.isEmpty() ? "" : " (" + rules + ")"));
    String shadows = parts(Counters.ALERTS_SHADOW + "_");
    if (!shadows.isEmpty()) {
      lines.add("in shadow, not sent: " + shadows);
    }
    unwritten().ifPresent(lines::add);
    double seconds = took.toMillis() / 1000.0;
    lines.add(
        String.format(
            Locale.ROOT,
            "%d windows in %.1f s, %,.0f events/s",
            metrics.get(Counters.WINDOWS),
            seconds,
            read() / Math.max(seconds, 0.001)));
    return lines;
  }

  /** One loud sentence for a sum that does not hold. */
  public String discrepancy() {
    return "EVENTS ARE MISSING: %d read, but measured + dead + late is %d, and the runner dropped %d."
        .formatted(read(), measured() + dead() + late(), metrics.droppedByRunner());
  }

  /**
   * What sinks did not take: apart from the account of the input, whose dead letters these are not.
   */
  private Optional<String> unwritten() {
    SortedMap<String, String> bySink = new TreeMap<>();
    for (Reason reason : List.of(Reason.REFUSED, Reason.UNAVAILABLE)) {
      String end = "_" + reason.word();
      metrics.counters().tailMap(Counters.SINK).entrySet().stream()
          .takeWhile(counter -> counter.getKey().startsWith(Counters.SINK))
          .filter(counter -> counter.getKey().endsWith(end) && counter.getValue() > 0)
          .forEach(
              counter ->
                  bySink.merge(
                      counter
                          .getKey()
                          .replaceFirst("^" + Counters.SINK, "")
                          .replaceFirst(end + "$", ""),
                      counter.getValue() + " " + reason.word(),
                      (one, other) -> one + " and " + other));
    }
    return bySink.isEmpty()
        ? Optional.empty()
        : Optional.of(
            bySink.entrySet().stream()
                .map(sink -> sink.getKey() + " " + sink.getValue())
                .collect(Collectors.joining(", ", "not taken by sinks, now dead letters: ", "")));
  }

  private String parts(String prefix) {
    return metrics.counters().tailMap(prefix).entrySet().stream()
        .takeWhile(counter -> counter.getKey().startsWith(prefix))
        .filter(counter -> counter.getValue() > 0)
        .map(counter -> counter.getKey().substring(prefix.length()) + " " + counter.getValue())
        .collect(Collectors.joining(", "));
  }

  private long open() {
    return read() - measured() - dead() - late();
  }

  private long read() {
    return metrics.get(Counters.EVENTS_READ);
  }

  private long measured() {
    return metrics.get(Counters.EVENTS_MEASURED);
  }

  private long dead() {
    return metrics.get(Counters.DEAD_LETTERS);
  }

  private long late() {
    return metrics.get(Counters.LATE);
  }
}
