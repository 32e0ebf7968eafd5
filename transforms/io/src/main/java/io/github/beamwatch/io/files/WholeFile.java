package io.github.beamwatch.io.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;

/** Files on any Beam filesystem that are read and written as a whole. */
public final class WholeFile {
  private WholeFile() {}

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

  /** Writes a file, in place of the one that is there: it appears whole, or not at all. */
  public static void write(String path, UnfinishedFile.Content content) throws IOException {
    ResourceId target = FileSystems.matchNewResource(path, false);
    UnfinishedFile.write(
        target.getCurrentDirectory(), String.valueOf(target.getFilename()), content);
  }
}
