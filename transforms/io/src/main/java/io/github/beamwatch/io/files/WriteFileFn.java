package io.github.beamwatch.io.files;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.io.table.RecordWriter;
import java.io.IOException;
import java.util.Map;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Writes the elements of one kind into one file. */
final class WriteFileFn extends DoFn<KV<String, Iterable<byte[]>>, Void> {

  private final String folder;
  private final Map<String, FileKind> kinds;

  WriteFileFn(String folder, Map<String, FileKind> kinds) {
    this.folder = folder;
    this.kinds = kinds;
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<byte[]>> elements) throws IOException {
    FileKind kind = requireNonNull(kinds.get(elements.getKey()));
    ResourceId parent = FileSystems.matchNewResource(folder, true);
    UnfinishedFile.write(
        parent,
        FileName.of(kind.name(), 0, 1),
        out -> {
          try (RecordWriter<byte[]> file = kind.open(out)) {
            for (byte[] element : elements.getValue()) {
              file.write(element);
            }
          }
        });
  }
}
