package io.github.beamwatch.beam;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class TalliedGaugeTest {

  @Test
  void thisProcessKeepsTheGreatestValueOfItsThreads() {
    var gauge = Counters.gauge("gauge_of_this_test");
    gauge.set(7);
    SerializableUtils.clone((TalliedGauge) gauge).set(5);
    assertThat(RunProgress.gauges()).containsEntry("gauge_of_this_test", 7L);
    assertThat(gauge.getName().getNamespace()).isEqualTo(Counters.NAMESPACE);
  }

  @Test
  void aSourceIsAsFarAsItsSlowestPart() {
    RunProgress.sourceReached("one of this test", 100);
    RunProgress.sourceReached("another of this test", 50);
    RunProgress.sourceReached("another of this test", 60);
    assertThat(RunProgress.gauges()).containsEntry(Counters.SOURCE_WATERMARK, 60L);
  }
}
