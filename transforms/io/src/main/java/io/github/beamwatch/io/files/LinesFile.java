package io.github.beamwatch.io.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** A file of lines that a bundle writes, and that {@link FinishFiles} names in the end. */
public final class LinesFile {
  private final ResourceId folder;
  private final String kind;
  private final ResourceId file;
  private @Nullable OutputStream out;

  private LinesFile(String folder, String kind) {
    this.folder = FileSystems.matchNewResource(folder, true);
    this.kind = kind;
    this.file = UnfinishedFile.in(this.folder, kind);
  }

  /** There is none before its first line. */
  public static LinesFile in(String folder, String kind) {
    return new LinesFile(folder, kind);
  }

  /** Writes a line. */
  public void add(String line) throws IOException {
    OutputStream out = this.out;
    if (out == null) {
      out = UnfinishedFile.create(file);
      this.out = out;
    }
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  /** Its target and its name, for {@link FinishFiles}; null where there is no line. */
  public @Nullable KV<String, String> close() throws IOException {
    if (out == null) {
      return null;
    }
    out.close();
    String target = folder.resolve(kind, StandardResolveOptions.RESOLVE_FILE).toString();
    return KV.of(target, file.toString());
  }
}
