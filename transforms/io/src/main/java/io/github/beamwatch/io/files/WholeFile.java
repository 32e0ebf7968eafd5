package io.github.beamwatch.io.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * Files on any Beam filesystem that are read and written as a whole: there whole, or not at all.
 */
public final class WholeFile {
  private WholeFile() {}

  /** Writes what goes into a file. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * All bytes of a file.
   *
   * @throws java.io.FileNotFoundException where it is not there
   */
  public static byte[] read(String path) throws IOException {
    ResourceId file = FileSystems.matchSingleFileSpec(path).resourceId();
    try (InputStream in = Channels.newInputStream(FileSystems.open(file))) {
      return in.readAllBytes();
    }
  }

  /** Writes a file, in place of the one that is there. */
  public static void write(String path, Content content) throws IOException {
    ResourceId target = FileSystems.matchNewResource(path, false);
    ResourceId unfinished =
        UnfinishedFile.in(target.getCurrentDirectory(), String.valueOf(target.getFilename()));
    try (OutputStream out = UnfinishedFile.create(unfinished)) {
      content.writeTo(out);
    } catch (IOException | RuntimeException e) {
      FileSystems.delete(List.of(unfinished), StandardMoveOptions.IGNORE_MISSING_FILES);
      throw e;
    }
    FileSystems.rename(List.of(unfinished), List.of(target));
  }
}
