package io.github.beamwatch.beam;

import java.util.concurrent.atomic.LongAdder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.MetricName;
import org.jspecify.annotations.Nullable;

/** Counts for the job's metrics and for {@link RunProgress} at once. */
final class TwofoldCounter implements Counter {
  private static final long serialVersionUID = 1L;

  private final Counter metric;
  private transient @Nullable LongAdder progress;

  TwofoldCounter(Counter metric) {
    this.metric = metric;
  }

  @Override
  public void inc(long n) {
    metric.inc(n);
    progress().add(n);
  }

  @Override
  public void inc() {
    inc(1);
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
    return metric.getName();
  }

  /** Found again after each deserialisation. */
  private LongAdder progress() {
    LongAdder known = progress;
    if (known == null) {
      known = RunProgress.counter(metric.getName().getName());
      progress = known;
    }
    return known;
  }
}
