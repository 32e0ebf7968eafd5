package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.core.ranking.RankedEntity;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.ranking.Reason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a ranking did, for a person: every event and entity is accounted for. */
public final class RankingSummary {
  private static final int SHOWN = 10;
  private static final int SHOWN_REASONS = 3;
  private static final int WIDEST_NAME = 40;

  private final RunMetrics metrics;
  private final Duration took;

  /**
   * Of what was counted.
   *
   * @param took in this time
   */
  public RankingSummary(RunMetrics metrics, Duration took) {
    this.metrics = metrics;
    this.took = took;
  }

  /** Whether read = used + dead letters. */
  public boolean accountsForEverything() {
    return metrics.get(Counters.EVENTS_READ)
            == metrics.get(Counters.EVENTS_MEASURED) + metrics.get(Counters.DEAD_LETTERS)
        && metrics.droppedByRunner() == 0;
  }

  /** Whether there was anybody to rank. */
  public boolean rankedAnybody() {
    return metrics.get(Counters.ENTITIES_RANKED) > 0;
  }

  /** The lines to print. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "read %d %s used %d + dead %d"
            .formatted(
                metrics.get(Counters.EVENTS_READ),
                accountsForEverything() ? "=" : "≠",
                metrics.get(Counters.EVENTS_MEASURED),
                metrics.get(Counters.DEAD_LETTERS)));
    if (metrics.get(Counters.DEAD_LETTERS) > 0) {
      lines.add("dead letters: " + reasons());
    }
    long left = metrics.get(Counters.ENTITIES_LEFT_OUT);
    if (rankedAnybody() || left > 0) {
      lines.add(
          "entities: %d ranked%s, %d of them anomalies by the model's threshold"
              .formatted(
                  metrics.get(Counters.ENTITIES_RANKED),
                  left == 0 ? "" : ", %d left out for a missing feature".formatted(left),
                  metrics.get(Counters.ENTITIES_ANOMALOUS)));
    }
    double seconds = took.toMillis() / 1000.0;
    lines.add(
        String.format(
            Locale.ROOT,
            "%.1f s, %,.0f events/s",
            seconds,
            metrics.get(Counters.EVENTS_READ) / Math.max(seconds, 0.001)));
    return lines;
  }

  private String reasons() {
    String prefix = Counters.DEAD_LETTERS_BY_REASON;
    return metrics.counters().tailMap(prefix).entrySet().stream()
        .takeWhile(counter -> counter.getKey().startsWith(prefix))
        .filter(counter -> counter.getValue() > 0)
        .map(counter -> counter.getKey().substring(prefix.length()) + " " + counter.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The first of a ranking as a table; nothing where its result is elsewhere. */
  public static List<String> table(@Nullable RankingResult result) {
    List<String> lines = new ArrayList<>();
    if (result == null || result.top().isEmpty()) {
      return lines;
    }
    List<RankedEntity> first = result.top().subList(0, Math.min(SHOWN, result.top().size()));
    int width =
        first.stream()
            .mapToInt(one -> Math.min(WIDEST_NAME, one.entity().length()))
            .max()
            .orElse(0);
    String row = "%4s  %-" + Math.max(6, width) + "s  %8s  %s";
    lines.add(String.format(Locale.ROOT, row, "rank", "entity", "score", "why"));
    for (RankedEntity entity : first) {
      lines.add(
          String.format(
              Locale.ROOT,
              row,
              entity.rank(),
              shortened(entity.entity()),
              number(entity.score()),
              entity.reasons().stream()
                  .limit(SHOWN_REASONS)
                  .map(RankingSummary::words)
                  .collect(Collectors.joining("; "))));
    }
    return lines;
  }

  private static String words(Reason reason) {
    return "%s %s (median %s)"
        .formatted(reason.feature(), number(reason.value()), number(reason.median()));
  }

  private static String shortened(String name) {
    return name.length() <= WIDEST_NAME ? name : name.substring(0, WIDEST_NAME - 1) + "…";
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "none";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    return Math.abs(value) >= 1e15 ? rounded.toString() : rounded.toPlainString();
  }
}
