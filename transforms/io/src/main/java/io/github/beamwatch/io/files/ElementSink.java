package io.github.beamwatch.io.files;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.io.table.RecordWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.apache.beam.sdk.io.FileIO;
import org.jspecify.annotations.Nullable;

/** A file of one kind, as Beam's writer of streams wants it. */
final class ElementSink implements FileIO.Sink<byte[]> {
  private static final long serialVersionUID = 1L;

  private final FileKind kind;
  private transient @Nullable RecordWriter<byte[]> elements;

  ElementSink(FileKind kind) {
    this.kind = kind;
  }

  @Override
  public void open(WritableByteChannel channel) throws IOException {
    elements =
        kind.open(
            new BufferedOutputStream(Channels.newOutputStream(new KeptOpen(channel)), 1 << 16));
  }

  @Override
  public void write(byte[] element) throws IOException {
    requireNonNull(elements).write(element);
  }

  /** Beam's last call: a table gets its end here. */
  @Override
  public void flush() throws IOException {
    requireNonNull(elements).close();
  }

  /** Beam closes the channel itself. */
  private record KeptOpen(WritableByteChannel channel) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer bytes) throws IOException {
      return channel.write(bytes);
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() {
      // Left to Beam.
    }
  }
}
