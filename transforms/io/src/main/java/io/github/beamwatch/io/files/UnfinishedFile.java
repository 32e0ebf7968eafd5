package io.github.beamwatch.io.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/** Files under a name of their own, hidden, until they are whole. */
public final class UnfinishedFile {

  private UnfinishedFile() {}

  /** Writes into a stream and closes it. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file that appears whole or not at all, and replaces one of its name.
   *
   * @throws IOException when it could not be written; then nothing of it is left
   */
  public static void write(ResourceId folder, String name, Content content) throws IOException {
    ResourceId unfinished = in(folder, name);
    try {
      content.writeTo(create(unfinished));
    } catch (IOException | RuntimeException e) {
      FileSystems.delete(List.of(unfinished), StandardMoveOptions.IGNORE_MISSING_FILES);
      throw e;
    }
    // Without leave to ignore a missing file: one that vanished is a lost result.
    FileSystems.rename(
        List.of(unfinished), List.of(folder.resolve(name, StandardResolveOptions.RESOLVE_FILE)));
  }

  static ResourceId in(ResourceId folder, String name) {
    return folder.resolve(
        ".unfinished-" + UUID.randomUUID() + "-" + name, StandardResolveOptions.RESOLVE_FILE);
  }

  static OutputStream create(ResourceId file) throws IOException {
    return new BufferedOutputStream(
        Channels.newOutputStream(FileSystems.create(file, type(file))), 1 << 16);
  }

  private static String type(ResourceId file) {
    return String.valueOf(file.getFilename()).endsWith(".parquet")
        ? MimeTypes.BINARY
        : MimeTypes.TEXT;
  }
}
