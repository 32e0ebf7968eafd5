package io.github.beamwatch.pipelines.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name and the labels under which Prometheus sees one of the job's counters. Beam's counters
 * have no labels, so a counter such as {@code alerts_firing_ctr_drop} stands for {@code
 * beamwatch_alerts_total{status="firing", rule="ctr_drop"}}. The relabelling rules in {@code
 * runners-config/monitoring} say the same for the reporters of clusters.
 *
 * @param name the metric's name without {@code _total}
 * @param labels the labels' names and values, in turn
 */
record PrometheusName(String name, List<String> labels) {

  /** What every metric of a job begins with. */
  static final String PREFIX = "beamwatch_";

  private static final List<Family> FAMILIES =
      List.of(
          new Family("dead_letters_(.+)", "dead_letters", "reason"),
          new Family("alerts_(firing|resolved|shadow)_(.+)", "alerts", "status", "rule"),
          new Family("deliveries_(.+)_messages", "delivery_messages", "channel"),
          new Family("deliveries_(.+)_retries", "delivery_retries", "channel"),
          new Family("deliveries_(.+)_unclaimed", "delivery_unclaimed", "channel"),
          new Family("deliveries_(.+)_([^_]+)", "deliveries", "channel", "outcome"),
          new Family("sink_(.+)_retried", "sink_retries", "sink"),
          new Family("sink_(.+)_([^_]+)", "sink_rows", "sink", "outcome"),
          new Family("rows_scored_(.+)", "rows_scored", "verdict"));

  /** Sums over a family: the family says it already. */
  private static final List<String> SUMS =
      List.of("dead_letters", "alerts_firing", "alerts_resolved", "alerts_shadow");

  PrometheusName {
    labels = List.copyOf(labels);
  }

  /** Of a counter; empty for one that only adds up others. */
  static Optional<PrometheusName> of(String counter) {
    if (SUMS.contains(counter)) {
      return Optional.empty();
    }
    for (Family family : FAMILIES) {
      Matcher matcher = family.pattern.matcher(counter);
      if (matcher.matches()) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < family.labels.length; i++) {
          labels.add(family.labels[i]);
          labels.add(matcher.group(i + 1));
        }
        return Optional.of(new PrometheusName(PREFIX + family.name, labels));
      }
    }
    return Optional.of(new PrometheusName(PREFIX + counter, List.of()));
  }

  private record Family(Pattern pattern, String name, String... labels) {
    Family(String counters, String name, String... labels) {
      this(Pattern.compile(counters), name, labels);
    }
  }
}
