package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled templates on the data they are made for. */
class TemplateRunsTest {
  private static final Instant START = Instant.parse("2026-01-31T09:00:00Z");
  private static final int ODD_ROW = 300;

  @TempDir private Path folder;

  @Test
  void theOddReadingIsFoundByEveryRule() throws IOException {
    List<JsonNode> alerts = json(run("sensors", readings()), "alerts");

    assertThat(alerts)
        .filteredOn(alert -> alert.path("window_start").asText().equals(minute(ODD_ROW)))
        .filteredOn(alert -> alert.path("status").asText().equals("firing"))
        .extracting(alert -> alert.path("alert_type").asText())
        .containsExactlyInAnyOrder(
            "temperature_zscore",
            "pressure_zscore",
            "temperature_iqr",
            "pressure_iqr",
            "temperature_auto",
            "pressure_auto",
            "all_channels");
  }

  @Test
  void aLargeTransactionIsALine() throws IOException {
    Path output =
        run(
            "transactions",
            """
            transaction_id,customer_id,amount,timestamp
            tx1001,cust1,120.5,2026-01-31T09:30:00Z
            tx1002,cust2,9200.0,2026-01-31T09:31:00Z
            tx1003,cust3,8000,2026-01-31T09:31:00Z
            """);

    assertThat(lines(output, "alerts", "txt")).containsExactly("tx1002, cust2, 9200.0");
    assertThat(json(output, "alerts")).hasSize(1);
    assertThat(json(output, "alerts").get(0).path("alert_time").asText())
        .isEqualTo("2026-01-31T09:31:00.000Z");
  }

  @Test
  void columnsInAnyOrderAndRowsWithHoles() throws IOException {
    Path output =
        run(
            "transactions",
            """
            amount,note,customer_id,transaction_id
            9200.0,"large, too",cust2,tx1002
            ,x,cust3,tx1003
            9300.0,x,,tx1004
            9400.0,x,cust1,
            many,x,cust1,tx1005
            8000.01,,cust1,tx1006
            """);

    assertThat(lines(output, "alerts", "txt"))
        .containsExactlyInAnyOrder("tx1002, cust2, 9200.0", "tx1006, cust1, 8000.01");
    assertThat(json(output, "dead-letters"))
        .extracting(letter -> letter.path("payload").asText())
        .containsExactlyInAnyOrder(
            ",x,cust3,tx1003", "9300.0,x,,tx1004", "9400.0,x,cust1,", "many,x,cust1,tx1005");
  }

  @Test
  void aCustomerIsComparedWithTheirOwnHistory() throws IOException {
    StringBuilder text = new StringBuilder("customer_id,transaction_id,amount,timestamp\n");
    for (int i = 0; i < 200; i++) {
      // The second customer spends in every window what the first does in the last.
      text.append("small,s%d,%s,%s%n".formatted(i, i < 195 ? "20" : "900", minute(i)));
      text.append("large,l%d,900,%s%n".formatted(i, minute(i)));
    }

    List<JsonNode> alerts =
        json(run("transactions-windowed", text.toString().replace("\r", "")), "alerts");

    assertThat(alerts).isNotEmpty();
    assertThat(alerts)
        .allSatisfy(
            alert -> {
              assertThat(alert.at("/labels/customer_id").asText()).isEqualTo("small");
              assertThat(alert.path("window_start").asText()).isEqualTo(minute(190));
            });
    assertThat(alerts)
        .extracting(alert -> alert.path("alert_type").asText())
        .contains("high_turnover", "high_mean", "high_maximum");
  }

  private static String readings() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("timestamp,temperature,pressure\n");
    for (int i = 0; i < 400; i++) {
      double temperature = i == ODD_ROW ? 100.0 : 25 + 0.3 * random.nextGaussian();
      double pressure = i == ODD_ROW ? 950.0 : 1013 + 0.8 * random.nextGaussian();
      text.append(String.format(Locale.ROOT, "%s,%.2f,%.2f\n", minute(i), temperature, pressure));
    }
    return text.toString();
  }

  private static String minute(int minute) {
    return START.plusSeconds(60L * minute).toString().replace("00Z", "00.000Z");
  }

  private Path run(String template, String csv) throws IOException {
    Path input = Files.writeString(folder.resolve("input.csv"), csv);
    Path output = folder.resolve("output");
    Cli.run("run", template, "--input=" + input, "--output=" + output).done();
    return output;
  }

  private static List<JsonNode> json(Path output, String kind) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    for (String line : lines(output, kind, "jsonl")) {
      objects.add(new ObjectMapper().readTree(line));
    }
    return objects;
  }

  private static List<String> lines(Path output, String kind, String ending) throws IOException {
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(output, kind + "-*." + ending)) {
      for (Path file : files) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }
}
