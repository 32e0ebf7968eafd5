package io.github.beamwatch.io.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import org.apache.avro.file.SeekableInput;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A file on any Beam filesystem, for libraries that jump about in it. */
final class ChannelInput extends InputStream implements SeekableInput {

  private final SeekableByteChannel channel;
  private final ByteBuffer one = ByteBuffer.allocate(1);

  private ChannelInput(SeekableByteChannel channel) {
    this.channel = channel;
  }

  static ChannelInput open(String path) throws IOException {
    ReadableByteChannel channel = FileSystems.open(FileSystems.matchNewResource(path, false));
    if (channel instanceof SeekableByteChannel seekable) {
      return new ChannelInput(seekable);
    }
    channel.close();
    throw new IOException("its filesystem cannot jump within a file, as this format demands");
  }

  /** The same for Parquet. */
  static InputFile parquet(String path) {
    return new InputFile() {
      @Override
      public long getLength() throws IOException {
        try (ChannelInput input = open(path)) {
          return input.length();
        }
      }

      @Override
      public SeekableInputStream newStream() throws IOException {
        ChannelInput input = open(path);
        return new DelegatingSeekableInputStream(input) {
          @Override
          public long getPos() throws IOException {
            return input.tell();
          }

          @Override
          public void seek(long position) throws IOException {
            input.seek(position);
          }
        };
      }

      @Override
      public String toString() {
        return path;
      }
    };
  }

  @Override
  public void seek(long position) throws IOException {
    channel.position(position);
  }

  @Override
  public long tell() throws IOException {
    return channel.position();
  }

  @Override
  public long length() throws IOException {
    return channel.size();
  }

  @Override
  public int read() throws IOException {
    one.clear();
    int read = channel.read(one);
    return read < 0 ? -1 : one.get(0) & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      return channel.read(ByteBuffer.wrap(bytes, offset, length));
    } catch (EOFException e) {
      // Some filesystems say it so.
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
