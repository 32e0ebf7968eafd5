package io.github.beamwatch.pipelines.observe;

import io.github.beamwatch.beam.LatencyHistogram;
import io.github.beamwatch.beam.RunProgress;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The counters and gauges of the job in this process, as they are when Prometheus asks. */
final class JobMetrics implements MultiCollector {

  private final JobIdentity job;

  JobMetrics(JobIdentity job) {
    this.job = job;
  }

  @Override
  public MetricSnapshots collect() {
    SortedMap<String, Long> counters = new TreeMap<>();
    job.counters().forEach(name -> counters.put(name, 0L));
    counters.putAll(RunProgress.counters());

    MetricSnapshots.Builder all = MetricSnapshots.builder();
    all.metricSnapshot(
        InfoSnapshot.builder()
            .name(PrometheusName.PREFIX + "run")
            .help("The job of this process.")
            .dataPoint(
                InfoDataPointSnapshot.builder()
                    .labels(
                        Labels.of(
                            "pipeline", job.pipeline(),
                            "spec_version", job.specVersion(),
                            "runner", job.runner()))
                    .build())
            .build());
    addHistograms(counters, all);
    addCounters(counters, all);
    addGauges(all);
    return all.build();
  }

  private void addCounters(SortedMap<String, Long> counters, MetricSnapshots.Builder all) {
    Map<String, CounterSnapshot.Builder> families = new TreeMap<>();
    counters.forEach(
        (counter, count) ->
            PrometheusName.of(counter)
                .ifPresent(
                    name ->
                        families
                            .computeIfAbsent(
                                name.name(), family -> CounterSnapshot.builder().name(family))
                            .dataPoint(
                                CounterDataPointSnapshot.builder()
                                    .labels(labels(name))
                                    // A counter is never negative, but ours may be taken back.
                                    .value(Math.max(0, count))
                                    .build())));
    families.values().forEach(family -> all.metricSnapshot(family.build()));
  }

  /** Takes the counters of {@link LatencyHistogram}s out and adds what they stand for. */
  private void addHistograms(SortedMap<String, Long> counters, MetricSnapshots.Builder all) {
    String whole = LatencyHistogram.UNIT + LatencyHistogram.BUCKET + LatencyHistogram.INFINITE;
    Set<String> names = new TreeSet<>();
    for (String counter : counters.keySet()) {
      if (counter.endsWith(whole)) {
        names.add(counter.substring(0, counter.length() - whole.length()) + LatencyHistogram.UNIT);
      }
    }
    for (String name : names) {
      ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
      long below = 0;
      for (long bound : LatencyHistogram.BOUNDS) {
        // Threads may be between two counters of one value: a bucket holds at least its neighbour.
        long upTo = Math.max(below, take(counters, name + LatencyHistogram.BUCKET + bound));
        buckets.bucket(bound, upTo - below);
        below = upTo;
      }
      long count = take(counters, name + LatencyHistogram.BUCKET + LatencyHistogram.INFINITE);
      buckets.bucket(Double.POSITIVE_INFINITY, Math.max(0, count - below));
      all.metricSnapshot(
          HistogramSnapshot.builder()
              .name(PrometheusName.PREFIX + name)
              .dataPoint(
                  HistogramDataPointSnapshot.builder()
                      .labels(Labels.of("pipeline", job.pipeline()))
                      .classicHistogramBuckets(buckets.build())
                      .sum(take(counters, name + LatencyHistogram.SUM))
                      .build())
              .build());
    }
  }

  private static long take(SortedMap<String, Long> counters, String name) {
    Long count = counters.remove(name);
    return count == null ? 0 : count;
  }

  private void addGauges(MetricSnapshots.Builder all) {
    RunProgress.gauges()
        .forEach(
            (gauge, value) ->
                all.metricSnapshot(
                    GaugeSnapshot.builder()
                        .name(PrometheusName.PREFIX + gauge)
                        .dataPoint(
                            GaugeDataPointSnapshot.builder()
                                .labels(Labels.of("pipeline", job.pipeline()))
                                .value(value)
                                .build())
                        .build()));
  }

  private Labels labels(PrometheusName name) {
    Labels own =
        name.labels().isEmpty() ? Labels.EMPTY : Labels.of(name.labels().toArray(String[]::new));
    return own.add("pipeline", job.pipeline());
  }
}
