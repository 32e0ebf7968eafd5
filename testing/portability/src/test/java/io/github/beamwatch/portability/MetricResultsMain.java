package io.github.beamwatch.portability;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.LatencyHistogram;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/** A pipeline of somebody's own on a bundle's class path, which prints what its metrics say. */
final class MetricResultsMain {

  private MetricResultsMain() {}

  public static void main(String[] arguments) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(arguments).create());
    pipeline.apply(Create.of(40L, 400L, 4_000L)).apply(ParDo.of(new CountFn()));
    var result = pipeline.run();
    result.waitUntilFinish();
    MetricQueryResults metrics =
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.inNamespace(Counters.NAMESPACE))
                    .build());
    metrics
        .getCounters()
        .forEach(
            counter ->
                System.out.println(counter.getName().getName() + " " + counter.getAttempted()));
    metrics
        .getDistributions()
        .forEach(
            distribution ->
                System.out.println(
                    distribution.getName().getName()
                        + " "
                        + distribution.getAttempted().getCount()
                        + " "
                        + distribution.getAttempted().getMax()));
    metrics
        .getGauges()
        .forEach(
            gauge ->
                System.out.println(
                    gauge.getName().getName() + " " + gauge.getAttempted().getValue()));
    System.exit(0);
  }

  private static final class CountFn extends DoFn<Long, Void> {
    private final LatencyHistogram latency = LatencyHistogram.named(Counters.ALERT_LATENCY);

    @ProcessElement
    public void process(@Element Long millis) {
      Counters.countAlert(Counters.ALERTS_FIRING, "mine");
      Counters.gauge(Counters.WATERMARK).set(1_765_958_400);
      latency.recordMillis(millis);
    }
  }
}
