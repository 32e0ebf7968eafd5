package io.github.beamwatch.io.files;

import io.github.beamwatch.io.table.ParquetOutput;
import io.github.beamwatch.io.table.TableFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/** Makes one file of several of the same kind. */
final class JoinFiles {

  private static final int LARGEST_PADDING = 8 << 20;

  private JoinFiles() {}

  /** Joins files that all end with this extension; closes the stream. */
  static void join(List<ResourceId> files, String extension, OutputStream out) throws IOException {
    if (extension.equals(TableFormat.PARQUET.extension())) {
      rowGroups(files, out);
      return;
    }
    boolean header = extension.equals(TableFormat.CSV.extension());
    try (out) {
      for (int i = 0; i < files.size(); i++) {
        try (InputStream in =
            new BufferedInputStream(Channels.newInputStream(FileSystems.open(files.get(i))))) {
          if (header && i > 0) {
            skipRecord(in);
          }
          in.transferTo(out);
        }
      }
    }
  }

  /** A name in a header may hold a line break, between quotes. */
  private static void skipRecord(InputStream in) throws IOException {
    boolean quoted = false;
    for (int b = in.read(); b >= 0; b = in.read()) {
      quoted ^= b == '"';
      if (b == '\n' && !quoted) {
        return;
      }
    }
  }

  /** Row groups are taken over as they are: nothing is decoded. */
  private static void rowGroups(List<ResourceId> files, OutputStream out) throws IOException {
    MessageType schema;
    try (ParquetFileReader first = ParquetFileReader.open(ChannelInput.parquet(name(files, 0)))) {
      schema = first.getFileMetaData().getSchema();
    }
    ParquetFileWriter all =
        new ParquetFileWriter(
            ParquetOutput.to(out),
            schema,
            ParquetFileWriter.Mode.CREATE,
            FinishFiles.LARGE_BYTES,
            LARGEST_PADDING);
    all.start();
    for (int i = 0; i < files.size(); i++) {
      all.appendFile(ChannelInput.parquet(name(files, i)));
    }
    all.end(Map.of());
  }

  private static String name(List<ResourceId> files, int index) {
    return files.get(index).toString();
  }
}
