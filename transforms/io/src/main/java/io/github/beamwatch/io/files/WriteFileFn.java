package io.github.beamwatch.io.files;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Writes the lines of one kind under a name of its own, then gives the file its final name. */
final class WriteFileFn extends DoFn<KV<String, Iterable<String>>, Void> {

  private final String folder;

  WriteFileFn(String folder) {
    this.folder = folder;
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<String>> kind) throws IOException {
    String name = FileName.of(kind.getKey(), 0, 1);
    ResourceId parent = FileSystems.matchNewResource(folder, true);
    ResourceId target = parent.resolve(name, StandardResolveOptions.RESOLVE_FILE);
    ResourceId unfinished = UnfinishedFile.in(parent, name);
    try (Writer out =
        new OutputStreamWriter(UnfinishedFile.create(unfinished), StandardCharsets.UTF_8)) {
      for (String line : kind.getValue()) {
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
