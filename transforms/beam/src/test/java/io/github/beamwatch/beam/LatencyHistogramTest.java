package io.github.beamwatch.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.fixtures.pipeline.DirectRun;
import java.util.SortedMap;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  @Test
  void aBucketCountsWhatTookAtMostItsBound() {
    DirectRun run = DirectRun.withParallelism(1);
    run.pipeline().apply(Create.of(-7L, 100L, 101L, 4_000L, 7_200_000L)).apply(recorded());

    SortedMap<String, Long> counters = run.toEnd();

    assertThat(counters)
        .containsEntry("of_this_test_milliseconds_le_100", 2L)
        .containsEntry("of_this_test_milliseconds_le_250", 3L)
        .containsEntry("of_this_test_milliseconds_le_2500", 3L)
        .containsEntry("of_this_test_milliseconds_le_5000", 4L)
        .containsEntry("of_this_test_milliseconds_le_3600000", 4L)
        .containsEntry("of_this_test_milliseconds_le_inf", 5L)
        .containsEntry("of_this_test_milliseconds_sum", 7_204_201L);
  }

  @Test
  void itIsABeamDistributionToo() {
    var pipeline = DirectRun.withParallelism(1).pipeline();
    pipeline.apply(Create.of(1_000L, 3_000L)).apply(recorded());
    var result = pipeline.run();
    result.waitUntilFinish();

    var filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(Counters.NAMESPACE, "of_this_test_milliseconds"))
            .build();
    assertThat(result.metrics().queryMetrics(filter).getDistributions())
        .singleElement()
        .satisfies(
            distribution -> {
              assertThat(distribution.getCommitted().getCount()).isEqualTo(2);
              assertThat(distribution.getCommitted().getMean()).isEqualTo(2_000);
            });
  }

  private static ParDo.SingleOutput<Long, Void> recorded() {
    return ParDo.of(new RecordFn());
  }

  private static final class RecordFn extends DoFn<Long, Void> {
    private final LatencyHistogram latency = LatencyHistogram.named("of_this_test");

    @ProcessElement
    public void process(@Element Long millis) {
      latency.recordMillis(millis);
    }
  }
}
