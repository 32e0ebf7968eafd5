package io.github.beamwatch.io.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileSystems;

/**
 * Finds the records of a file range in one large buffer, without copying them out of it. A record
 * ends at a line break, as {@link LineBreaks} sees it, and belongs to the range in which its first
 * byte lies. The mark that some programs put before the first record belongs to that record.
 */
final class RecordReader implements AutoCloseable {

  static final int BUFFER_BYTES = 1 << 20;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final ReadableByteChannel channel;
  private final InputStream in;
  private final LineBreaks lineBreaks;
  private final int maxRecordBytes;
  private final long rangeEnd;

  private byte[] buffer;

  /** Bytes of the buffer that hold data. */
  private int filled;

  /** Place of {@code buffer[0]} in the (decompressed) file. */
  private long bufferPosition;

  private boolean startOfFile;
  private boolean endOfFile;
  private int recordStart;
  private long recordPosition;
  private int recordEnd;
  private int next;
  private boolean tooLarge;

  RecordReader(FileRange range, LineBreaks lineBreaks, int maxRecordBytes) throws IOException {
    this(range, lineBreaks, maxRecordBytes, BUFFER_BYTES);
  }

  /** With another size of the buffer to begin with; it grows as records need it. */
  RecordReader(FileRange range, LineBreaks lineBreaks, int maxRecordBytes, int bufferBytes)
      throws IOException {
    this.lineBreaks = lineBreaks;
    this.maxRecordBytes = maxRecordBytes;
    this.rangeEnd = range.to();
    this.startOfFile = range.from() == 0;
    buffer = new byte[bufferBytes];
    // The path of a file, never a glob: a name may hold what means something in one.
    ReadableByteChannel raw = FileSystems.open(FileSystems.matchNewResource(range.path(), false));
    try {
      if (!startOfFile) {
        // A record that starts at the range's first byte is ours: look at the byte before it.
        ((SeekableByteChannel) raw).position(range.from() - 1);
        bufferPosition = range.from() - 1;
      }
      channel = Compression.detect(range.path()).readDecompressed(raw);
      in = Channels.newInputStream(channel);
      if (startOfFile) {
        skipByteOrderMark();
      } else {
        skipRestOfRecord();
      }
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** Moves to the next record; false when the range has no more. Blank lines are no records. */
  boolean next() throws IOException {
    while (true) {
      tooLarge = false;
      recordStart = next;
      boolean ours = startOfFile || bufferPosition + recordStart < rangeEnd;
      startOfFile = false;
      if (!ours || !ensure(1)) {
        return false;
      }
      recordPosition = bufferPosition + recordStart;
      int end = endOfRecord();
      recordEnd = end;
      next = Math.min(end + 1, filled);
      if (tooLarge) {
        recordEnd = recordStart + maxRecordBytes;
        return true;
      }
      if (!blank()) {
        return true;
      }
    }
  }

  byte[] buffer() {
    return buffer;
  }

  int from() {
    return recordStart;
  }

  int to() {
    return recordEnd;
  }

  /** Whether the record is longer than allowed; only its beginning is in the buffer then. */
  boolean tooLarge() {
    return tooLarge;
  }

  /** Place of the record's first byte in the decompressed file. */
  long position() {
    return recordPosition;
  }

  /** The record, copied. */
  byte[] copy() {
    return Arrays.copyOfRange(buffer, recordStart, recordEnd);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private boolean blank() {
    for (int i = recordStart; i < recordEnd; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private void skipByteOrderMark() throws IOException {
    if (ensure(3) && Arrays.equals(buffer, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
      next = 3;
    }
  }

  private void skipRestOfRecord() throws IOException {
    recordStart = 0;
    if (!ensure(1)) {
      return;
    }
    next = Math.min(endOfRecord() + 1, filled);
    tooLarge = false;
  }

  /**
   * The index of the line break that ends the record at {@code recordStart}, or of the file's end.
   * Reads on as needed; the record may move within the buffer. What is beyond the allowed length is
   * passed over, so that the buffer stays bounded.
   */
  private int endOfRecord() throws IOException {
    lineBreaks.startRecord();
    int at = recordStart;
    while (true) {
      at = lineBreaks.find(buffer, at, filled);
      tooLarge |= at - recordStart > maxRecordBytes;
      if (at < filled || endOfFile) {
        return at;
      }
      if (tooLarge) {
        int kept = recordStart + maxRecordBytes;
        bufferPosition += filled - kept;
        filled = kept;
        at = kept;
      }
      int offset = at - recordStart;
      readMore();
      at = recordStart + offset;
    }
  }

  private boolean ensure(int bytes) throws IOException {
    while (filled - next < bytes) {
      recordStart = next;
      if (!readMore()) {
        return filled - next >= bytes;
      }
      next = recordStart;
    }
    return true;
  }

  /** Reads on behind what is there; the record under way moves to the buffer's start. */
  private boolean readMore() throws IOException {
    if (endOfFile) {
      return false;
    }
    if (recordStart > 0) {
      System.arraycopy(buffer, recordStart, buffer, 0, filled - recordStart);
      bufferPosition += recordStart;
      filled -= recordStart;
      next = Math.max(0, next - recordStart);
      recordStart = 0;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read;
    try {
      read = in.read(buffer, filled, buffer.length - filled);
    } catch (EOFException e) {
      throw new IOException("the file ends in the middle of its compressed data", e);
    }
    if (read < 0) {
      endOfFile = true;
      return false;
    }
    filled += read;
    return true;
  }

  /**
   * The first record of a file.
   *
   * @param bytes the record; empty where the file has none
   * @param position where it starts; −1 where the file has none
   */
  record First(byte[] bytes, long position) {

    static First of(String path, LineBreaks lineBreaks, int maxRecordBytes) throws IOException {
      FileRange file = new FileRange(path, 0, Long.MAX_VALUE);
      try (RecordReader reader = new RecordReader(file, lineBreaks, maxRecordBytes)) {
        return reader.next()
            ? new First(reader.copy(), reader.position())
            : new First(new byte[0], -1);
      }
    }
  }
}
