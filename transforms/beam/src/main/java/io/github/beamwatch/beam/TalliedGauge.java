package io.github.beamwatch.beam;

import java.io.Serializable;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.metrics.Metrics;

/** A Beam gauge that {@link RunProgress} keeps for this process too: the greatest value set. */
final class TalliedGauge implements Gauge, Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final Gauge gauge;

  TalliedGauge(String namespace, String name) {
    this.name = name;
    this.gauge = Metrics.gauge(namespace, name);
  }

  @Override
  public void set(long value) {
    gauge.set(value);
    RunProgress.raise(name, value);
  }

  @Override
  public MetricName getName() {
    return gauge.getName();
  }
}
