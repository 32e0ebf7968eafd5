package io.github.beamwatch.beam;

import java.io.Serializable;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * A Beam counter that is tallied in this process as well: Flink hands out the counters of a stream
 * only when its tasks have ended, and then there is nobody left to ask.
 */
final class TalliedCounter implements Counter, Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final Counter counter;

  TalliedCounter(String namespace, String name) {
    this.name = name;
    this.counter = Metrics.counter(namespace, name);
  }

  @Override
  public void inc() {
    inc(1);
  }

  @Override
  public void inc(long n) {
    counter.inc(n);
    RunProgress.tally(name, n);
  }

  @Override
  public void dec() {
    inc(-1);
  }

  @Override
  public void dec(long n) {
    inc(-n);
  }

  @Override
  public MetricName getName() {
    return counter.getName();
  }
}
