package io.github.beamwatch.io.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.fixtures.pipeline.DirectRun;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishFilesTest {

  @TempDir Path folder;

  @Test
  void smallFilesOfAKindBecomeOne() throws IOException {
    Files.writeString(folder.resolve(".a"), "1\n");
    Files.writeString(folder.resolve(".b"), "2\n3\n");
    Files.writeString(folder.resolve(".c"), "{}\n");

    finish(KV.of("scores", ".a"), KV.of("scores", ".b"), KV.of("metrics", ".c"));

    assertThat(names())
        .containsExactlyInAnyOrder("metrics-00000-of-00001.jsonl", "scores-00000-of-00001.jsonl");
    assertThat(Files.readAllLines(folder.resolve("scores-00000-of-00001.jsonl")))
        .containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void largeFilesStayAsTheyAre() throws IOException {
    for (String name : List.of(".a", ".b")) {
      try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
        file.setLength(FinishFiles.LARGE_BYTES);
      }
    }

    finish(KV.of("scores", ".a"), KV.of("scores", ".b"));

    assertThat(names())
        .containsExactlyInAnyOrder("scores-00000-of-00002.jsonl", "scores-00001-of-00002.jsonl");
  }

  @Test
  void aFileThatHasVanishedFailsTheJob() {
    assertThatThrownBy(() -> finish(KV.of("scores", ".nothing")))
        .isInstanceOf(Pipeline.PipelineExecutionException.class)
        .hasMessageContaining(".nothing");
  }

  @SafeVarargs
  private void finish(KV<String, String>... files) {
    DirectRun run = DirectRun.withParallelism(1);
    run.pipeline()
        .apply(
            Create.of(
                Stream.of(files)
                    .map(file -> KV.of(path(file.getKey()), path(file.getValue())))
                    .toList()))
        .apply(FinishFiles.create());
    run.toEnd();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
