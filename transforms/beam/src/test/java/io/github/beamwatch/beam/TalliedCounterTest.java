package io.github.beamwatch.beam;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class TalliedCounterTest {

  @Test
  void whatIsCountedIsTalliedInThisProcess() {
    var counter = Counters.counter("of_this_test");
    counter.inc();
    counter.inc(5);
    counter.dec();
    counter.dec(2);
    assertThat(RunProgress.counters()).containsEntry("of_this_test", 3L);
    assertThat(counter.getName().getNamespace()).isEqualTo(Counters.NAMESPACE);
    assertThat(counter.getName().getName()).isEqualTo("of_this_test");
  }

  @Test
  void aCounterTravelsToAWorker() {
    var counter = (TalliedCounter) Counters.counter("of_a_worker");
    SerializableUtils.clone(counter).inc(2);
    counter.inc();
    assertThat(RunProgress.counters()).containsEntry("of_a_worker", 3L);
  }
}
