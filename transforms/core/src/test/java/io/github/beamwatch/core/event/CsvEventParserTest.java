package io.github.beamwatch.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.spec.ParseSpec.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvEventParserTest {

  private final EventFormat format = AdEvents.format(Format.CSV);
  private final EventRow row = format.newRow();

  private boolean parse(String header, String record) {
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    return format
        .newParser(header.getBytes(StandardCharsets.UTF_8))
        .parse(bytes, 0, bytes.length, row);
  }

  private String text(String field) {
    int slot = format.schema().slot(field);
    return new String(
        row.buffer(slot), row.start(slot), row.end(slot) - row.start(slot), StandardCharsets.UTF_8);
  }

  @Test
  void readsColumnsInAnyOrderWithQuotesAByteOrderMarkAndLineEnds() {
    assertThat(
            parse(
                "\uFEFFrevenue,\"country\", ad_format ,x,event_time,event_type\r\n",
                "0.5,\"Korea, \"\"South\"\"\",banner,,2025-12-17 08:00:00,click\r\n"))
        .as(row.detail())
        .isTrue();
    assertThat(text("country")).isEqualTo("Korea, \"South\"");
    assertThat(text("ad_format")).isEqualTo("banner");
    assertThat(row.number(format.schema().slot("revenue"))).isEqualTo(0.5);
  }

  @Test
  void anEmptyFieldIsAMissingOne() {
    String header = "event_time,event_type,country,ad_format,revenue";
    assertThat(parse(header, "2025-12-17 08:00:00,click,,banner,1")).isFalse();
    assertThat(row.reason()).isEqualTo(Reason.MISSING_FIELD);
    assertThat(row.detail()).contains("country");
    assertThat(parse(header, "2025-12-17 08:00:00,click,\"\",banner,1")).isFalse();
    assertThat(row.reason()).isEqualTo(Reason.MISSING_FIELD);
    assertThat(parse(header, "2025-12-17 08:00:00,click,US,banner,")).isFalse();
    assertThat(row.detail()).contains("revenue");
  }

  @Test
  void aHeaderWithoutAColumnThatTheSpecReadsIsNamedInEveryRow() {
    assertThat(parse("event_time,event_type,land,revenue", "2025-12-17 08:00:00,click,US,1"))
        .isFalse();
    assertThat(row.reason()).isEqualTo(Reason.MISSING_FIELD);
    assertThat(row.detail())
        .isEqualTo("there is no column 'country', 'ad_format', which the spec reads");
    assertThat(row.timestamp())
        .isEqualTo(java.time.Instant.parse("2025-12-17T08:00:00Z").toEpochMilli());
  }

  @Test
  void aRowOfAnotherWidthIsDead() {
    String header = "event_time,event_type,country,ad_format,revenue";
    for (String record :
        List.of("2025-12-17 08:00:00,click,US", "2025-12-17 08:00:00,click,US,banner,1,2", "")) {
      assertThat(parse(header, record)).isFalse();
      assertThat(row.reason()).isEqualTo(Reason.MALFORMED);
    }
  }

  @Test
  void textInANumberAndAnOpenQuoteAreDead() {
    String header = "event_time,event_type,country,ad_format,revenue";
    assertThat(parse(header, "2025-12-17 08:00:00,click,US,banner,much")).isFalse();
    assertThat(row.reason()).isEqualTo(Reason.INVALID_NUMBER);
    assertThat(parse(header, "2025-12-17 08:00:00,click,\"US,banner,1")).isFalse();
    assertThat(row.reason()).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void readsAHeader() {
    assertThat(
            CsvEventParser.header("a; \"b;c\" ;\"d\"\"e\"".getBytes(StandardCharsets.UTF_8), ';'))
        .hasSizeGreaterThanOrEqualTo(3);
    assertThat(CsvEventParser.header("a;\"b;c\";\"d\"\"e\"".getBytes(StandardCharsets.UTF_8), ';'))
        .containsExactly("a", "b;c", "d\"e");
  }
}
