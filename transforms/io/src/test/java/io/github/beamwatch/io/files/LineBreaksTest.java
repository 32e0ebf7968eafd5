package io.github.beamwatch.io.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineBreaksTest {

  @Test
  void aQuotedFieldMayHoldLineBreaksQuotesAndDelimiters() {
    assertThat(records("a,\"b\nc\",d\n\"x\"\"\n\",\"\n\"\n\"\",e\n"))
        .containsExactly("a,\"b\nc\",d", "\"x\"\"\n\",\"\n\"", "\"\",e");
  }

  /** Two rows of inches were taken for one row with a quoted line break. */
  @Test
  void aQuoteInTheMiddleOfAFieldIsACharacter() {
    assertThat(records("1,5\" pipe\n2,6\" pipe\n3,x\"\"\n"))
        .containsExactly("1,5\" pipe", "2,6\" pipe", "3,x\"\"");
  }

  @Test
  void aQuoteThatIsNeverClosedTakesAllThatFollows() {
    assertThat(records("a,b\nc,\"d\ne,f\n")).containsExactly("a,b", "c,\"d\ne,f\n");
  }

  @Test
  void windowsLineEndsBelongToTheRecord() {
    assertThat(records("a,\"b\r\nc\"\r\nd,e\r\n")).containsExactly("a,\"b\r\nc\"\r", "d,e\r");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rowsThatWereWrittenAreFoundInPiecesOfAnySize(long seed) {
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < 60; row++) {
      List<String> fields = new ArrayList<>();
      for (int field = 0; field < 1 + random.nextInt(4); field++) {
        String text =
            random
                .ints(random.nextInt(8), 0, 6)
                .mapToObj(i -> List.of("a", "ü", "\"", ",", "\n", "\r\n").get(i))
                .reduce("", String::concat);
        boolean plain = !text.contains("\n") && !text.contains(",") && !text.contains("\"");
        fields.add(plain && random.nextBoolean() ? text : "\"" + text.replace("\"", "\"\"") + "\"");
      }
      rows.add(String.join(",", fields));
    }
    String content = String.join("\n", rows);

    assertThat(records(content)).isEqualTo(rows);
    for (int piece = 1; piece < 9; piece++) {
      assertThat(records(content, piece)).isEqualTo(rows);
    }
  }

  private static List<String> records(String content) {
    return records(content, Integer.MAX_VALUE);
  }

  /** The records of a content that is seen in pieces. */
  private static List<String> records(String content, int piece) {
    byte[] bytes = content.getBytes(UTF_8);
    LineBreaks lineBreaks = LineBreaks.outsideQuotes((byte) ',');
    List<String> records = new ArrayList<>();
    int start = 0;
    lineBreaks.startRecord();
    for (int from = 0; from < bytes.length; ) {
      int to = (int) Math.min(bytes.length, (long) from + piece);
      int end = lineBreaks.find(bytes, from, to);
      from = end;
      if (end < to) {
        records.add(new String(bytes, start, end - start, UTF_8));
        start = end + 1;
        from = start;
        lineBreaks.startRecord();
      }
    }
    if (start < bytes.length) {
      records.add(new String(bytes, start, bytes.length - start, UTF_8));
    }
    return records;
  }
}
