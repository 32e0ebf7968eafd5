package io.github.beamwatch.pipelines.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.generate.Incident;
import io.github.beamwatch.core.generate.Incident.Kind;
import io.github.beamwatch.pipelines.evaluate.RaisedAlert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IncidentReportTest {
  private static final Instant START = Instant.parse("2025-12-17T08:00:00Z");
  private static final Incident INCIDENT = new Incident(20, 2, "US", "banner", Kind.CTR_DROP);

  @Test
  void alertInTheIncidentFindsIt() {
    assertThat(report(alert("ctr_drop", "US", 21)))
        .containsExactly(
            "  08:20  2 min  ctr_drop       US  banner          found at 08:22, high",
            "1 of 1 incidents found; 0 of 1 alerts are false");
  }

  @Test
  void firstAlertCounts() {
    assertThat(report(alert("ctr_drop", "US", 22), alert("ctr_drop", "US", 20)).get(0))
        .endsWith("found at 08:21, high");
  }

  @Test
  void minuteBehindTheIncidentStillNamesIt() {
    assertThat(report(alert("ctr_drop", "US", 22)).get(1)).startsWith("1 of 1");
  }

  @Test
  void tooEarlyTooLateOtherSeriesOtherKindAreFalse() {
    assertThat(
            report(
                alert("ctr_drop", "US", 19),
                alert("ctr_drop", "US", 23),
                alert("ctr_drop", "DE", 20),
                alert("ctr_spike", "US", 20)))
        .containsExactly(
            "  08:20  2 min  ctr_drop       US  banner          not found",
            "0 of 1 incidents found; 4 of 4 alerts are false");
  }

  private static List<String> report(RaisedAlert... alerts) {
    return new IncidentReport(START, List.of(INCIDENT), List.of(alerts)).lines();
  }

  private static RaisedAlert alert(String type, String country, int minute) {
    Instant start = START.plusSeconds(60L * minute);
    return new RaisedAlert(
        type,
        new TreeMap<>(Map.of("country", country, "ad_format", "banner")),
        start,
        start.plusSeconds(60),
        "high");
  }
}
