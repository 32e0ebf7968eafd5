package io.github.beamwatch.io.files.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;
import org.jspecify.annotations.Nullable;

/** A small file, read whole, and written under another name before it gets its own. */
final class StoredFile {
  private final ResourceId file;

  StoredFile(String path) {
    file = FileSystems.matchNewResource(path, false);
  }

  /** Its bytes; null where there is no such file. */
  byte @Nullable [] read() throws IOException {
    MatchResult match = FileSystems.match(file.toString(), EmptyMatchTreatment.ALLOW);
    if (match.status() == MatchResult.Status.NOT_FOUND || match.metadata().isEmpty()) {
      return null;
    }
    try (InputStream in = Channels.newInputStream(FileSystems.open(file))) {
      return in.readAllBytes();
    }
  }

  /** Whoever reads it meanwhile reads the old file whole, or the new one. */
  void write(byte[] bytes) throws IOException {
    ResourceId unfinished =
        file.getCurrentDirectory()
            .resolve(
                ".unfinished-" + UUID.randomUUID() + "-" + file.getFilename(),
                StandardResolveOptions.RESOLVE_FILE);
    try (OutputStream out =
        Channels.newOutputStream(FileSystems.create(unfinished, MimeTypes.BINARY))) {
      out.write(bytes);
    }
    FileSystems.rename(
        List.of(unfinished), List.of(file), StandardMoveOptions.IGNORE_MISSING_FILES);
  }
}
