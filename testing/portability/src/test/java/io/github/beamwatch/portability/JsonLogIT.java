package io.github.beamwatch.portability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.fixtures.GeneratedInput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With {@code --log-format=json} everything on stderr is a JSON object, on every runner. */
class JsonLogIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String SECRET = "never-print-me";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void everyLineIsAnObjectThatSaysWhoseItIs(Bundle bundle) throws IOException {
    GeneratedInput input =
        GeneratedInput.write(
            AdEventGenerator.seeded(3).withMinutes(15), folder.resolve("input.jsonl"));
    assertThat(input.expected().alerts()).isNotEmpty();

    List<JsonNode> lines = new ArrayList<>();
    try (BundleProcess process =
        bundle.run(
            folder.resolve(bundle.name()),
            Map.of("KAFKA", SECRET + ":9092"),
            List.of(
                "ad-metrics-plain",
                "--input=" + input.file(),
                "--output=" + folder.resolve("output-" + bundle),
                "--log-format=json"))) {
      assertThat(process.awaitExit(PATIENCE)).as(process.tail()).isZero();
      assertThat(process.messages()).doesNotContain(SECRET);
      for (String line : process.messages().lines().toList()) {
        lines.add(new ObjectMapper().readTree(line));
      }
    }

    List<JsonNode> alerts =
        lines.stream().filter(line -> !line.path("alert_id").asText().isEmpty()).toList();
    assertThat(alerts.size()).isBetween(1, 20); // no more in a minute
    assertThat(alerts)
        .allSatisfy(
            line -> {
              assertThat(line.path("level").asText()).isEqualTo("INFO");
              assertThat(line.path("pipeline").asText()).isEqualTo("ad-metrics-plain");
              assertThat(line.path("spec_version").asText()).isNotEmpty();
              assertThat(line.path("series").asText())
                  .contains("ad_format=")
                  .contains(", country=");
              assertThat(line.path("time").asText()).matches("20.{21}Z");
            });
    assertThat(lines)
        .anySatisfy(line -> assertThat(line.path("message").asText()).startsWith("read "));
  }
}
