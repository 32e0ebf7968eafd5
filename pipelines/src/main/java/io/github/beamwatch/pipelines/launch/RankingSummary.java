package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.core.evaluation.RankingEvaluation;
import io.github.beamwatch.core.ranking.RankedEntity;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.ranking.Reason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** Whether read = used + dead letters, of events, labels and attributes together. */
  public boolean accountsForEverything() {
    return metrics.get(Counters.EVENTS_READ) + metrics.get(Counters.LABELS_READ)
            == metrics.get(Counters.EVENTS_MEASURED)
                + metrics.get(Counters.LABELS_USED)
                + metrics.get(Counters.DEAD_LETTERS)
        && metrics.droppedByRunner() == 0;
  }

  /** Whether there was anybody to rank. */
  public boolean rankedAnybody() {
    return metrics.get(Counters.ENTITIES_RANKED) > 0;
  }

  /** The lines to print. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    long labels = metrics.get(Counters.LABELS_READ);
    lines.add(
        "read %d %s used %d + dead %d"
            .formatted(
                metrics.get(Counters.EVENTS_READ) + labels,
                accountsForEverything() ? "=" : "≠",
                metrics.get(Counters.EVENTS_MEASURED) + metrics.get(Counters.LABELS_USED),
                metrics.get(Counters.DEAD_LETTERS)));
    if (labels > 0) {
      lines.add(
          "of these labels and attributes of entities: read %d, used %d, %d labels of entities without events"
              .formatted(
                  labels, metrics.get(Counters.LABELS_USED), metrics.get(Counters.LABELS_UNKNOWN)));
    }
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

  /** How right the ranking was, where labels are known; nothing where its result is elsewhere. */
  public static List<String> evaluation(@Nullable RankingResult result) {
    if (result == null || result.evaluation().isEmpty()) {
      return List.of();
    }
    Map<String, Double> measures = result.evaluation();
    double labelled = measures.getOrDefault("labelled", 0.0);
    if (labelled == 0.0) {
      return List.of("against labels: none of the ranked entities has one");
    }
    List<String> found = new ArrayList<>();
    RankingEvaluation.precisions(measures)
        .forEach((first, share) -> found.add("%s of the first %d".formatted(share(share), first)));
    return List.of(
        String.format(
            Locale.ROOT,
            "against labels: %,.0f labelled, %,.0f of them bad; AUROC %s, average precision %s%s",
            labelled,
            measures.getOrDefault("bad", 0.0),
            number(measures.getOrDefault("auroc", Double.NaN)),
            number(measures.getOrDefault("average_precision", Double.NaN)),
            found.isEmpty() ? "" : "; bad are " + String.join(", ", found)));
  }

  private static String share(double share) {
    return Double.isNaN(share) ? "none" : String.format(Locale.ROOT, "%.1f %%", 100.0 * share);
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
