package io.github.beamwatch.io.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileSystems;

/**
 * Finds the records of a file range in one large buffer, without copying them out of it. A record
 * ends at a line break; in a multi-line format, at a line break outside quotes. It belongs to the
 * range in which its first byte lies.
 */
final class RecordReader implements AutoCloseable {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BUFFER_BYTES = 1 << 20;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final ReadableByteChannel channel;
  private final InputStream in;
  private final boolean multiline;
  private final int maxRecordBytes;
  private final long rangeEnd;

  private byte[] buffer = new byte[BUFFER_BYTES];

  /** Bytes of the buffer that hold data. */
  private int filled;

  /** Place of {@code buffer[0]} in the (decompressed) file. */
  private long bufferPosition;

  private boolean endOfFile;
  private int recordStart;
  private long recordPosition;
  private int recordEnd;
  private int next;
  private boolean tooLarge;

  RecordReader(FileRange range, boolean multiline, int maxRecordBytes) throws IOException {
    this.multiline = multiline;
    this.maxRecordBytes = maxRecordBytes;
    this.rangeEnd = range.to();
    ReadableByteChannel raw =
        FileSystems.open(FileSystems.matchSingleFileSpec(range.path()).resourceId());
    if (range.from() > 0) {
      // A record that starts at the range's first byte is ours: look at the byte before it.
      ((SeekableByteChannel) raw).position(range.from() - 1);
      bufferPosition = range.from() - 1;
    }
    channel = Compression.detect(range.path()).readDecompressed(raw);
    in = Channels.newInputStream(channel);
    if (range.from() > 0) {
      skipRestOfRecord();
    } else {
      skipByteOrderMark();
    }
  }

  /** Moves to the next record; false when the range has no more. Blank lines are no records. */
  boolean next() throws IOException {
    while (true) {
      tooLarge = false;
      recordStart = next;
      if (bufferPosition + recordStart >= rangeEnd || !ensure(1)) {
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
    int at = recordStart;
    boolean quoted = false;
    while (true) {
      if (multiline) {
        while (at < filled && (quoted || buffer[at] != '\n')) {
          quoted ^= buffer[at] == '"';
          at++;
        }
      } else {
        at = lineBreak(at);
      }
      if (at < filled) {
        tooLarge |= at - recordStart > maxRecordBytes;
        return at;
      }
      if (endOfFile) {
        tooLarge |= at - recordStart > maxRecordBytes;
        return filled;
      }
      if (at - recordStart > maxRecordBytes) {
        tooLarge = true;
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

  private int lineBreak(int from) {
    int at = from;
    int last = filled - 8;
    while (at <= last) {
      long word = (long) LONGS.get(buffer, at) ^ 0x0A0A0A0A0A0A0A0AL;
      long found = (word - 0x0101010101010101L) & ~word & 0x8080808080808080L;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      at += 8;
    }
    while (at < filled && buffer[at] != '\n') {
      at++;
    }
    return at;
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

  /** The first record of a file. */
  static byte[] firstRecord(String path, int maxRecordBytes) throws IOException {
    try (RecordReader reader =
        new RecordReader(new FileRange(path, 0, Long.MAX_VALUE), true, maxRecordBytes)) {
      return reader.next() ? reader.copy() : new byte[0];
    }
  }
}
