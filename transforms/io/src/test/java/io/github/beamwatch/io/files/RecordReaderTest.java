package io.github.beamwatch.io.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

  private static final int LARGE = 1 << 20;
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  @TempDir Path folder;

  /** What is compared of a record; the bytes as Latin-1, so that every byte is seen. */
  record Found(long position, String bytes, boolean tooLarge) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everySplitGivesEachRecordOnce(long seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 12; round++) {
      byte[] content = anyContent(random);
      int maxRecordBytes = 1 + random.nextInt(30);
      int bufferBytes = 1 + random.nextInt(40);
      Path file = Files.write(folder.resolve(seed + "-" + round), content);
      List<Found> expected = expected(content, maxRecordBytes);

      assertThat(read(file, 0, Long.MAX_VALUE, maxRecordBytes, bufferBytes)).isEqualTo(expected);
      // Every place where two ranges can meet.
      for (int at = 1; at < content.length; at++) {
        List<Found> found = new ArrayList<>(read(file, 0, at, maxRecordBytes, bufferBytes));
        found.addAll(read(file, at, content.length, maxRecordBytes, bufferBytes));
        assertThat(found).as("seed %d, round %d, split at %d", seed, round, at).isEqualTo(expected);
      }
      // Many ranges, some of them shorter than a record.
      List<Found> found = new ArrayList<>();
      for (int from = 0; from < content.length; ) {
        int to = Math.min(content.length, from + 1 + random.nextInt(12));
        found.addAll(read(file, from, to, maxRecordBytes, bufferBytes));
        from = to;
      }
      assertThat(found).as("seed %d, round %d, many ranges", seed, round).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\n\n \t\r\n", "\uFEFF", "\uFEFF\n\n", "\r"})
  void aFileWithoutARecordHasNone(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("empty"), content);

    assertThat(read(file, 0, Long.MAX_VALUE, LARGE, 8)).isEmpty();
    assertThat(RecordReader.First.of(file.toString(), LineBreaks.each(), LARGE).position())
        .isEqualTo(-1);
  }

  @Test
  void aRecordOfAMillionBytesIsRead() throws IOException {
    // Longer than the buffer to begin with, and just as long as is allowed.
    String large = "x".repeat(3_000_000);
    Path file = Files.writeString(folder.resolve("large"), "a\n" + large + "\nb");

    assertThat(read(file, 0, Long.MAX_VALUE, 3_000_000, RecordReader.BUFFER_BYTES))
        .containsExactly(
            new Found(0, "a", false), new Found(2, large, false), new Found(3_000_003, "b", false));
  }

  @Test
  void ofATooLargeRecordTheBeginningIsKeptAndTheNextOneIsFound() throws IOException {
    String large = "x".repeat(5_000_000);
    Path file = Files.writeString(folder.resolve("large"), "a\n" + large + "\nb");

    assertThat(read(file, 0, Long.MAX_VALUE, 1_000, RecordReader.BUFFER_BYTES))
        .containsExactly(
            new Found(0, "a", false),
            new Found(2, "x".repeat(1_000), true),
            new Found(5_000_003, "b", false));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40})
  void compressedMembersFollowEachOther(int membersOfTheFile) throws IOException {
    byte[] content = anyContent(new Random(membersOfTheFile));
    Path file = folder.resolve("members.gz");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int member = 0; member < membersOfTheFile; member++) {
        int from = content.length * member / membersOfTheFile;
        int to = content.length * (member + 1) / membersOfTheFile;
        out.write(gzip(Arrays.copyOfRange(content, from, to)));
      }
    }

    assertThat(read(file, 0, Long.MAX_VALUE, LARGE, 16)).isEqualTo(expected(content, LARGE));
  }

  @Test
  void aTruncatedCompressedFileIsNoResult() throws IOException {
    byte[] whole = gzip("some record\n".repeat(5_000).getBytes(UTF_8));
    Path file = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 20));

    assertThatThrownBy(() -> read(file, 0, Long.MAX_VALUE, LARGE, LARGE))
        .isInstanceOf(IOException.class)
        .hasMessage("the file ends in the middle of its compressed data");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> read(folder.resolve("nowhere"), 0, Long.MAX_VALUE, LARGE, 8))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("nowhere");
  }

  /** The path of a file was looked up as a glob once more. */
  @ParameterizedTest
  @ValueSource(strings = {"a[1].jsonl", "a*b", "{x,y}", "a?b c"})
  void aNameMayHoldWhatMeansSomethingInAGlob(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "a\nb");

    assertThat(read(file, 0, Long.MAX_VALUE, LARGE, 8)).hasSize(2);
    assertThat(read(file, 1, 3, LARGE, 8)).containsExactly(new Found(2, "b", false));
  }

  private List<Found> read(Path file, long from, long to, int maxRecordBytes, int bufferBytes)
      throws IOException {
    FileRange range = new FileRange(file.toString(), from, to);
    List<Found> found = new ArrayList<>();
    try (RecordReader reader =
        new RecordReader(range, LineBreaks.each(), maxRecordBytes, bufferBytes)) {
      while (reader.next()) {
        found.add(new Found(reader.position(), latin1(reader.copy()), reader.tooLarge()));
      }
      assertThat(reader.next()).isFalse();
    }
    return found;
  }

  /**
   * Lines of every length and of odd bytes, blank ones, CRLF, a mark or a last line end or none.
   */
  private static byte[] anyContent(Random random) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    if (random.nextInt(3) == 0) {
      content.write(BOM);
    }
    int lines = 1 + random.nextInt(14);
    for (int line = 0; line < lines; line++) {
      int length = random.nextInt(4) == 0 ? random.nextInt(70) : random.nextInt(9);
      for (int i = 0; i < length; i++) {
        int b = random.nextInt(5) == 0 ? random.nextInt(256) : 'a' + random.nextInt(4);
        content.write(b == '\n' ? ' ' : b);
      }
      if (random.nextInt(4) == 0) {
        content.write('\r');
      }
      if (line < lines - 1 || random.nextBoolean()) {
        content.write('\n');
      }
    }
    return content.toByteArray();
  }

  /** The same from the whole content at once. */
  private static List<Found> expected(byte[] content, int maxRecordBytes) {
    String text = latin1(content);
    int at = text.startsWith(latin1(BOM)) ? 3 : 0;
    List<Found> expected = new ArrayList<>();
    for (String line : text.substring(at).split("\n", -1)) {
      if (line.length() > maxRecordBytes) {
        expected.add(new Found(at, line.substring(0, maxRecordBytes), true));
      } else if (!line.matches("[ \t\r]*")) {
        expected.add(new Found(at, line, false));
      }
      at += line.length() + 1;
    }
    return expected;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
