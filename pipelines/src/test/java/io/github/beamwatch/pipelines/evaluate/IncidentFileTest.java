package io.github.beamwatch.pipelines.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.generate.Incident;
import io.github.beamwatch.core.generate.Incident.Kind;
import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentFileTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final LabelledIncident INCIDENT =
      new LabelledIncident(
          START,
          START.plusSeconds(120),
          "ctr_drop",
          new TreeMap<>(Map.of("country", "US", "ad_format", "a, b")));

  @TempDir private Path folder;

  @Test
  void csvWithQuotesAndEmptyFields() throws IOException {
    assertThat(
            read(
                """
                start,end,rule,country,ad_format
                2026-01-01T00:00:00Z,2026-01-01T00:02:00Z,ctr_drop,US,"a, b"

                2026-01-01T00:00:00Z,2026-01-01T00:02:00Z,,,
                """))
        .containsExactly(
            INCIDENT, new LabelledIncident(START, START.plusSeconds(120), null, new TreeMap<>()));
  }

  @Test
  void jsonLines() throws IOException {
    assertThat(
            read(
                """
                {"start": "2026-01-01T00:00:00Z", "end": "2026-01-01T00:02:00Z", "rule": "ctr_drop", "country": "US", "ad_format": "a, b"}
                """))
        .containsExactly(INCIDENT);
  }

  @Test
  void plantedIncidents() throws IOException {
    Incident planted = new Incident(3, 2, "US", "banner", Kind.CTR_DROP);
    assertThat(read("[" + planted.toJson() + "]"))
        .containsExactly(LabelledIncident.of(planted, START))
        .first()
        .extracting(LabelledIncident::start)
        .isEqualTo(START.plusSeconds(180));
  }

  @Test
  void aHeaderAloneIsNoIncident() throws IOException {
    assertThat(read("start,end\n")).isEmpty();
    assertThatThrownBy(() -> read("")).isInstanceOf(UserException.class);
  }

  @Test
  void anAlertNamesWhatItOverlapsOrFollows() {
    assertThat(alert("US", 0, 60).names(INCIDENT)).isTrue();
    assertThat(alert("US", -60, 1).names(INCIDENT)).isTrue();
    assertThat(alert("US", -60, 0).names(INCIDENT)).isFalse();
    assertThat(alert("US", 120, 180).names(INCIDENT)).isTrue();
    assertThat(alert("US", 121, 181).names(INCIDENT)).isFalse();
    assertThat(alert("US", 0, 0).names(INCIDENT)).isTrue();
    assertThat(alert("DE", 0, 60).names(INCIDENT)).isFalse();
  }

  private static RaisedAlert alert(String country, int from, int to) {
    return new RaisedAlert(
        "ctr_drop",
        new TreeMap<>(Map.of("country", country, "ad_format", "a, b")),
        START.plusSeconds(from),
        START.plusSeconds(to),
        "high");
  }

  private List<LabelledIncident> read(String text) throws IOException {
    Path file = folder.resolve("labels");
    Files.writeString(file, text);
    return IncidentFile.read(file, START);
  }
}
