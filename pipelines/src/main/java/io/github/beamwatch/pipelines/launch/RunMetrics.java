package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.beam.Counters;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * What a job counted.
 *
 * @param counters Beamwatch's own counters by name, summed over the steps
 * @param droppedByRunner elements that the runner threw away as late, by its own count
 */
public record RunMetrics(SortedMap<String, Long> counters, long droppedByRunner) {
  private static final Set<String> RUNNER_DROPS =
      Set.of(
          "droppedDueToLateness",
          "DroppedDueToLateness",
          "droppedDueToClosedWindow",
          "DroppedDueToClosedWindow");

  /** Where nothing was counted. */
  public static final RunMetrics NONE = new RunMetrics(new TreeMap<>(), 0);

  public RunMetrics {
    counters = Collections.unmodifiableSortedMap(new TreeMap<>(counters));
  }

  /** Reads the counters of a job. */
  public static RunMetrics of(MetricResults results) {
    SortedMap<String, Long> counters = new TreeMap<>();
    long dropped = 0;
    for (MetricResult<Long> counter :
        results.queryMetrics(MetricsFilter.builder().build()).getCounters()) {
      long count = valueOf(counter);
      if (counter.getName().getNamespace().equals(Counters.NAMESPACE)) {
        counters.merge(counter.getName().getName(), count, Long::sum);
      } else if (RUNNER_DROPS.contains(counter.getName().getName())) {
        dropped += count;
      }
    }
    return new RunMetrics(counters, dropped);
  }

  /** A counter's value; 0 where it never counted. */
  public long get(String name) {
    return counters.getOrDefault(name, 0L);
  }

  /** Only Direct knows which attempts were committed; the others count every attempt. */
  private static long valueOf(MetricResult<Long> counter) {
    Long committed = counter.getCommittedOrNull();
    return committed != null ? committed : counter.getAttempted();
  }
}
