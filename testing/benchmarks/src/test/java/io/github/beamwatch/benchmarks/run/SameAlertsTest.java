package io.github.beamwatch.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameAlertsTest {

  private static final String FLAT =
      """
      {"alert_type":"ctr_drop","severity":"high","country":"US","ad_format":"banner",\
      "alert_time":"2025-12-17T08:02:00Z","metric_name":"ctr","current_value":1.00002,\
      "expected_value":4,"deviation_percent":-75.0}
      """;

  private static final String NESTED =
      """
      {"alert_type":"ctr_drop","severity":"high","labels":{"country":"US","ad_format":"banner"},\
      "alert_time":"2025-12-17T08:02:00.000Z","metric_name":"ctr","current_value":1.00002,\
      "expected_value":4.0,"deviation_percent":-75.0,"status":"firing"}
      """;

  @TempDir Path folder;

  private Contender wrote(String name, String file, String content) throws IOException {
    Path path = folder.resolve(name).resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
    return new Contender(name, List.of(), folder.resolve(name));
  }

  @Test
  void formsMayDifferButNotWhatTheySay() throws Exception {
    assertThat(
            SameAlerts.difference(
                List.of(
                    wrote("ours", "alerts-00000-of-00001.jsonl", NESTED),
                    wrote("flink", "2025-12-17--08/part-1-0", FLAT))))
        .isEmpty();
  }

  @Test
  void aMissingAlertIsADifference() throws Exception {
    assertThat(
            SameAlerts.difference(
                List.of(wrote("ours", "alerts.jsonl", NESTED), wrote("spark", "part-0", ""))))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence).startsWith("ALERTS DIFFER: spark against ours: missing: "));
  }

  @Test
  void metricsAreNoAlerts() throws Exception {
    wrote("ours", "metrics-00000-of-00001.jsonl", "{}");
    assertThat(
            SameAlerts.difference(
                List.of(
                    wrote("ours", "alerts.jsonl", NESTED), wrote("floor", "alerts.jsonl", FLAT))))
        .isEmpty();
  }
}
