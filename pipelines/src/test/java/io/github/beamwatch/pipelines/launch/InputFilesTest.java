package io.github.beamwatch.pipelines.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.pipelines.UserException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputFilesTest {

  @Test
  void commasSeparateExceptInBraces() {
    assertThat(InputFiles.globs(List.of("/a/x.{csv,json},/b/*", "/c")))
        .containsExactly("/a/x.{csv,json}", "/b/*", "/c");
  }

  @Test
  void relativePathsAreTheCallers() {
    assertThat(InputFiles.globs(List.of("../data/*.gz")))
        .containsExactly(
            Path.of("").toAbsolutePath().resolve("../data/*.gz").normalize().toString());
  }

  @Test
  void otherFileSystemsAreLeftAlone() {
    assertThat(InputFiles.globs(List.of("hdfs://node:9000/x/*")))
        .containsExactly("hdfs://node:9000/x/*");
  }

  @Test
  void nothingIsRefused() {
    assertThatThrownBy(() -> InputFiles.globs(List.of(",")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--input");
  }
}
