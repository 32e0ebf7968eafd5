package io.github.beamwatch.portability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Counters, a distribution and a gauge of ours, read through Beam's own results on each runner. */
class MetricResultsIT {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void theResultsOfAPipelineHoldOurMetrics(Bundle bundle) {
    try (BundleProcess process =
        bundle.runMain(
            MetricResultsMain.class,
            folder.resolve(bundle.name()),
            Map.of(),
            List.of("--runner=" + bundle.runner()))) {
      assertThat(process.awaitExit(Duration.ofMinutes(5))).as(process.tail()).isZero();
      assertThat(process.printed().lines())
          .contains(
              "alerts_firing 3",
              "alerts_firing_mine 3",
              "alert_latency_milliseconds_le_100 1",
              "alert_latency_milliseconds_le_500 2",
              "alert_latency_milliseconds_le_inf 3",
              "alert_latency_milliseconds_sum 4440",
              "alert_latency_milliseconds 3 4000",
              "watermark_timestamp_seconds 1765958400");
    }
  }
}
