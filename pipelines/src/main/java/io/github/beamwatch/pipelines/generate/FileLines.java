package io.github.beamwatch.pipelines.generate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A file of lines, compressed where its name ends in {@code .gz}. */
public final class FileLines implements LineSink {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;

  private FileLines(OutputStream out) {
    this.out = out;
  }

  /** Creates the file, and the folders above it. */
  public static FileLines create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    OutputStream raw = Files.newOutputStream(file);
    return new FileLines(
        new BufferedOutputStream(
            file.toString().endsWith(".gz") ? new GZIPOutputStream(raw, BUFFER_BYTES) : raw,
            BUFFER_BYTES));
  }

  @Override
  public void write(byte[] line) throws IOException {
    out.write(line);
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
