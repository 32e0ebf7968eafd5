package io.github.beamwatch.beam;

import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * How long something took, as a Beam distribution and as the counters of a cumulative histogram.
 * The counters are for engines whose reporters show counters only: Flink's Prometheus reporter
 * passes over distributions, and Spark's sink shows no more than their mean. Of a latency named
 * {@code x}: the distribution {@code x_milliseconds}, and the counters {@code
 * x_milliseconds_le_<bound>} (how many took at most so long), {@code x_milliseconds_le_inf} and
 * {@code x_milliseconds_sum}.
 *
 * <p>Cost: some ten counters for each value, so it is for alerts and deliveries, not for events.
 */
public final class LatencyHistogram implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The unit, as metric names end. */
  public static final String UNIT = "_milliseconds";

  /** Comes before the bound in a counter's name. */
  public static final String BUCKET = "_le_";

  /** The bound of the last bucket, which counts everything. */
  public static final String INFINITE = "inf";

  /** Comes behind the name of the counter that adds up the milliseconds. */
  public static final String SUM = "_sum";

  /** Upper bounds of the buckets, inclusive, in milliseconds. */
  public static final List<Long> BOUNDS =
      List.of(
          100L,
          250L,
          500L,
          1_000L,
          2_500L,
          5_000L,
          10_000L,
          30_000L,
          60_000L,
          300_000L,
          900_000L,
          3_600_000L);

  private final Distribution distribution;
  private final List<Counter> buckets;
  private final Counter all;
  private final Counter sum;

  private LatencyHistogram(String name) {
    String metric = name + UNIT;
    distribution = Metrics.distribution(Counters.NAMESPACE, metric);
    buckets = BOUNDS.stream().map(bound -> Counters.counter(metric + BUCKET + bound)).toList();
    all = Counters.counter(metric + BUCKET + INFINITE);
    sum = Counters.counter(metric + SUM);
  }

  /** The latency of that name, such as {@link Counters#ALERT_LATENCY}. */
  public static LatencyHistogram named(String name) {
    return new LatencyHistogram(name);
  }

  /** Takes in one value; a clock that runs behind makes it zero, not negative. */
  public void recordMillis(long millis) {
    long took = Math.max(0, millis);
    distribution.update(took);
    for (int i = 0; i < buckets.size(); i++) {
      if (took <= BOUNDS.get(i)) {
        buckets.get(i).inc();
      }
    }
    all.inc();
    sum.inc(took);
  }
}
