package io.github.beamwatch.core.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensorReadingsTest {
  private static final SensorReadings READINGS =
      new SensorReadings(5, SensorReadings.DEFAULT_START, 10_000);

  @Test
  void sameSeedSameRows() {
    assertThat(rows(READINGS)).isEqualTo(rows(READINGS)).hasSize(10_000);
    assertThat(rows(new SensorReadings(6, SensorReadings.DEFAULT_START, 10_000)))
        .isNotEqualTo(rows(READINGS));
  }

  @Test
  void rowsAreAMinuteApartAndNumbersPlausible() {
    List<String> rows = rows(READINGS);
    assertThat(rows.get(0)).startsWith("2025-12-01T00:00:00Z,2").endsWith(",0");
    assertThat(rows.get(61)).startsWith("2025-12-01T01:01:00Z,");
    for (String row : rows) {
      String[] fields = row.split(",");
      if (fields[3].equals("0")) {
        assertThat(Double.parseDouble(fields[1])).isBetween(20.0, 30.0);
        assertThat(Double.parseDouble(fields[2])).isBetween(990.0, 1036.0);
      }
    }
  }

  @Test
  void everyAnomalyIsASegmentOfLabels() {
    List<String> rows = rows(READINGS);
    int segments = 0;
    int labelled = 0;
    for (int i = 1; i < rows.size(); i++) {
      boolean anomalous = rows.get(i).endsWith(",1");
      labelled += anomalous ? 1 : 0;
      segments += anomalous && rows.get(i - 1).endsWith(",0") ? 1 : 0;
    }
    assertThat(segments).isEqualTo(READINGS.anomalies()).isEqualTo(12);
    assertThat(labelled).isBetween(12, 12 * 180);
    assertThat(rows.subList(0, SensorReadings.QUIET_ROWS)).allMatch(row -> row.endsWith(",0"));
  }

  @Test
  void atLeastOneRow() {
    assertThatThrownBy(() -> new SensorReadings(1, SensorReadings.DEFAULT_START, 0))
        .hasMessage("rows must be at least 1, but is 0");
  }

  private static List<String> rows(SensorReadings readings) {
    List<String> rows = new ArrayList<>();
    readings.forEach(rows::add);
    return rows;
  }
}
