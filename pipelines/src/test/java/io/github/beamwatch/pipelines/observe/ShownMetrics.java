package io.github.beamwatch.pipelines.observe;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.LatencyHistogram;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Every metric that a job can show, found in the constants of {@link Counters}. */
final class ShownMetrics {

  /** Counters of each family whose names end with what a spec says. */
  private static final List<String> OF_FAMILIES =
      List.of(
          "dead_letters_malformed",
          "alerts_firing_ctr_drop",
          "alerts_resolved_ctr_drop",
          "alerts_shadow_ctr_drop",
          "deliveries_on_call_sent",
          "deliveries_on_call_messages",
          "deliveries_on_call_retries",
          "deliveries_on_call_unclaimed",
          "sink_clickhouse_written",
          "sink_clickhouse_unavailable",
          "sink_clickhouse_retried",
          "rows_scored_late");

  private ShownMetrics() {}

  /** The counters, the parts of histograms among them. */
  static List<String> counters() {
    List<String> counters = new ArrayList<>(OF_FAMILIES);
    for (String name : constants()) {
      if (name.endsWith("_latency")) {
        String metric = name + LatencyHistogram.UNIT;
        counters.add(metric + LatencyHistogram.BUCKET + 100);
        counters.add(metric + LatencyHistogram.BUCKET + LatencyHistogram.INFINITE);
        counters.add(metric + LatencyHistogram.SUM);
      } else if (!name.endsWith("_") && !name.endsWith("_seconds")) {
        counters.add(name);
      }
    }
    return counters;
  }

  /** The names that Prometheus knows. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(Set.of("beamwatch_run_info"));
    // Only Flink's reporter tells it.
    names.add("beamwatch_dropped_by_runner_total");
    for (String counter : counters()) {
      int unit = counter.indexOf(LatencyHistogram.UNIT);
      if (unit > 0) {
        String metric = PrometheusName.PREFIX + counter.substring(0, unit) + LatencyHistogram.UNIT;
        names.addAll(List.of(metric + "_bucket", metric + "_sum", metric + "_count"));
      } else {
        PrometheusName.of(counter).ifPresent(name -> names.add(name.name() + "_total"));
      }
    }
    for (String name : constants()) {
      if (name.endsWith("_timestamp_seconds")) {
        names.add(PrometheusName.PREFIX + name);
      }
    }
    return names;
  }

  private static List<String> constants() {
    List<String> constants = new ArrayList<>();
    for (Field field : Counters.class.getFields()) {
      try {
        if (Modifier.isStatic(field.getModifiers())
            && field.getType() == String.class
            && !field.getName().equals("NAMESPACE")) {
          constants.add((String) field.get(null));
        }
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    return constants;
  }
}
