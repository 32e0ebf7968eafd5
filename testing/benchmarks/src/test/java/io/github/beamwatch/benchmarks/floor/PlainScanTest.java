package io.github.beamwatch.benchmarks.floor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.fixtures.AlertFiles;
import io.github.beamwatch.fixtures.GeneratedInput;
import io.github.beamwatch.fixtures.PlainAlert;
import io.github.beamwatch.fixtures.SamePlainAlerts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainScanTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {21, 500})
  void givesTheAlertsOfTheOracle(int series) throws Exception {
    Path output = folder.resolve("output");
    GeneratedInput input =
        GeneratedInput.write(
            AdEventGenerator.seeded(11)
                .withSeries(series)
                .withMinutes(40)
                .withDisorderSeconds(20)
                .withBadLinesPerThousand(1),
            folder.resolve("input.jsonl"));

    long badLines = PlainScan.run(input.file(), output);

    assertThat(badLines).isEqualTo(input.expected().deadLines().size());
    List<PlainAlert> expected = input.expected().alerts();
    assertThat(expected).isNotEmpty();
    assertThat(SamePlainAlerts.difference(expected, AlertFiles.read(output))).isEmpty();
  }
}
