package io.github.beamwatch.benchmarks.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdEventFileTest {

  @TempDir Path folder;

  @Test
  void isWrittenOnce() throws Exception {
    AdEventFile file = AdEventFile.cached(folder, 20_000, 21, 10);
    assertThat(Files.readAllLines(file.path(), java.nio.charset.StandardCharsets.ISO_8859_1))
        .hasSize((int) file.lines());
    assertThat(file.lines()).isCloseTo(20_000, Percentage.withPercentage(10));

    Files.writeString(file.path(), "kept");
    assertThat(AdEventFile.cached(folder, 20_000, 21, 10)).isEqualTo(file);
    assertThat(file.path()).hasContent("kept");
  }
}
