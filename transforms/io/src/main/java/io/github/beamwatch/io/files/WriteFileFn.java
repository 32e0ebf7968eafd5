package io.github.beamwatch.io.files;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.beam.sdk.values.KV;

/** Writes the lines of one file under a name of its own, then gives it its final name. */
final class WriteFileFn extends DoFn<KV<String, Iterable<String>>, Void> {

  private final String folder;

  WriteFileFn(String folder) {
    this.folder = folder;
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<String>> file) throws IOException {
    ResourceId parent = FileSystems.matchNewResource(folder, true);
    ResourceId target = parent.resolve(file.getKey(), StandardResolveOptions.RESOLVE_FILE);
    ResourceId unfinished =
        parent.resolve(
            ".unfinished-" + UUID.randomUUID() + "-" + file.getKey(),
            StandardResolveOptions.RESOLVE_FILE);
    try (Writer out =
        new BufferedWriter(
            Channels.newWriter(
                FileSystems.create(unfinished, MimeTypes.TEXT), StandardCharsets.UTF_8),
            1 << 16)) {
      for (String line : file.getValue()) {
        out.write(line);
        out.write('\n');
      }
    } catch (IOException | RuntimeException e) {
      FileSystems.delete(List.of(unfinished), StandardMoveOptions.IGNORE_MISSING_FILES);
      throw e;
    }
    // Without leave to ignore a missing file: one that vanished is a lost result.
    FileSystems.rename(List.of(unfinished), List.of(target));
  }
}
