package io.github.beamwatch.benchmarks.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.AdLine;
import io.github.beamwatch.fixtures.AlertFiles;
import io.github.beamwatch.fixtures.PlainAlert;
import io.github.beamwatch.fixtures.PlainRules;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkAdJobTest {

  @TempDir Path folder;

  @Test
  void givesTheAlertsOfTheOracle() throws Exception {
    Path input = folder.resolve("input.jsonl");
    Path output = folder.resolve("output");
    List<byte[]> lines = new ArrayList<>();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(input))) {
      for (AdLine line :
          AdEventGenerator.seeded(11)
              .withMinutes(40)
              .withDisorderSeconds(20)
              .withBadLinesPerThousand(1)) {
        lines.add(line.bytes());
        out.write(line.bytes());
        out.write('\n');
      }
    }
    PlainRules.Outcome expected = PlainRules.apply(lines);

    SparkAdJob.run(input.toString(), output.toString(), 2);

    assertThat(AlertFiles.read(output).stream().map(PlainAlert::line))
        .containsExactlyElementsOf(expected.alerts().stream().map(PlainAlert::line).toList())
        .isNotEmpty();
  }
}
