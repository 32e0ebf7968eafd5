package io.github.beamwatch.pipelines.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusNameTest {

  @ParameterizedTest
  @CsvSource({
    "events_read, beamwatch_events_read, ''",
    "late, beamwatch_late, ''",
    "dead_letters_not_an_object, beamwatch_dead_letters, reason=not_an_object",
    "alerts_firing_ctr_drop, beamwatch_alerts, status=firing rule=ctr_drop",
    "alerts_shadow_x, beamwatch_alerts, status=shadow rule=x",
    "deliveries_on_call_sent, beamwatch_deliveries, channel=on_call outcome=sent",
    "deliveries_on_call_retries, beamwatch_delivery_retries, channel=on_call",
    "deliveries_on_call_messages, beamwatch_delivery_messages, channel=on_call",
    "deliveries_on_call_unclaimed, beamwatch_delivery_unclaimed, channel=on_call",
    "sink_elasticsearch_retried, beamwatch_sink_retries, sink=elasticsearch",
    "sink_elasticsearch_refused, beamwatch_sink_rows, sink=elasticsearch outcome=refused",
    "rows_scored_late, beamwatch_rows_scored, verdict=late",
  })
  void aCounterHasANameAndLabels(String counter, String name, String labels) {
    PrometheusName seen = PrometheusName.of(counter).orElseThrow();
    assertThat(seen.name()).isEqualTo(name);
    assertThat(String.join(" ", pairs(seen.labels()))).isEqualTo(labels);
  }

  @ParameterizedTest
  @CsvSource({"dead_letters", "alerts_firing", "alerts_resolved", "alerts_shadow"})
  void whatItsPartsAddUpToIsNotShownBesideThem(String counter) {
    assertThat(PrometheusName.of(counter)).isEmpty();
  }

  @Test
  void everyOtherCounterIsShown() {
    assertThat(PrometheusName.of("windows")).isPresent();
  }

  private static List<String> pairs(List<String> labels) {
    return java.util.stream.IntStream.range(0, labels.size() / 2)
        .mapToObj(i -> labels.get(2 * i) + "=" + labels.get(2 * i + 1))
        .toList();
  }
}
