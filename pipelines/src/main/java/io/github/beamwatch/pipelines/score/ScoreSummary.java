package io.github.beamwatch.pipelines.score;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.pipelines.launch.RunMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What was scored, for a person: every row of the input has a verdict. */
public final class ScoreSummary {
  private final RunMetrics metrics;
  private final Duration took;

  public ScoreSummary(RunMetrics metrics, Duration took) {
    this.metrics = metrics;
    this.took = took;
  }

  /** The lines to print. */
  public List<String> lines() {
    long rows = 0;
    for (Kind kind : Kind.values()) {
      rows += rows(kind);
    }
    double seconds = took.toMillis() / 1000.0;
    return List.of(
        String.format(
            Locale.ROOT,
            "%,d rows of %,d files: %,d anomalies, %,d normal, %,d warm-up, %,d without data, %,d"
                + " late, %,d errors",
            rows,
            metrics.get(Counters.FILES_SCORED),
            rows(Kind.ANOMALY),
            rows(Kind.NORMAL),
            rows(Kind.WARMUP),
            rows(Kind.NO_DATA),
            rows(Kind.LATE),
            rows(Kind.ERROR)),
        String.format(
            Locale.ROOT, "%.1f s, %,.0f rows/s", seconds, rows / Math.max(seconds, 0.001)));
  }

  private long rows(Kind kind) {
    return metrics.get(Counters.rows(kind));
  }
}
