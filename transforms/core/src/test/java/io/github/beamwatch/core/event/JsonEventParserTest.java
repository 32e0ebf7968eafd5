package io.github.beamwatch.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.spec.FieldSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.ParseSpec.Format;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEventParserTest {

  private static final ObjectMapper JACKSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String GOOD =
      "{\"event_id\":\"e1\",\"event_type\":\"click\",\"event_time\":\"2025-12-17T08:00:00.228Z\","
          + "\"country\":\"US\",\"ad_format\":\"banner\",\"revenue\":0.002342}";

  private final EventFormat format = AdEvents.format(Format.JSON);
  private final EventParser parser = format.newParser();
  private final EventRow row = format.newRow();

  private boolean parse(byte[] bytes) {
    // Something stands on both sides of a record in a real buffer.
    byte[] buffer = new byte[bytes.length + 20];
    java.util.Arrays.fill(buffer, (byte) '"');
    System.arraycopy(bytes, 0, buffer, 10, bytes.length);
    return parser.parse(buffer, 10, 10 + bytes.length, row);
  }

  private boolean parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private String text(String field) {
    int slot = format.schema().slot(field);
    return new String(
        row.buffer(slot), row.start(slot), row.end(slot) - row.start(slot), StandardCharsets.UTF_8);
  }

  @Test
  void readsTheFieldsOfTheSpecAndSkipsOthers() {
    assertThat(parse(GOOD)).isTrue();
    assertThat(row.timestamp()).isEqualTo(Instant.parse("2025-12-17T08:00:00.228Z").toEpochMilli());
    assertThat(text("country")).isEqualTo("US");
    assertThat(text("ad_format")).isEqualTo("banner");
    assertThat(text("event_type")).isEqualTo("click");
    assertThat(row.number(format.schema().slot("revenue"))).isEqualTo(0.002342);
  }

  @Test
  void readsAnyOrderBlanksNestingAndEscapes() {
    assertThat(
            parse(
                " { \"x\" : {\"a\":[1,{\"b\":null}],\"c\":\"}\"} ,\t\"revenue\": 1e-3,"
                    + "\"ad_for\\u006dat\":\"b\\u0061n\\/\\\"n\\ud83d\\ude00er\","
                    + "\"country\":\"Côte d’Ivoire\", \"event_time\":\"2025-12-17T08:00:00Z\","
                    + "\"event_type\":\"impression\", \"y\":[true,false,-0.5E+3]} \r\n"))
        .as(row.detail())
        .isTrue();
    assertThat(text("ad_format")).isEqualTo("ban/\"n😀er");
    assertThat(text("country")).isEqualTo("Côte d’Ivoire");
    assertThat(row.number(format.schema().slot("revenue"))).isEqualTo(0.001);
  }

  @Test
  void aKeyThatStandsTwiceCountsWithItsLastValue() {
    assertThat(parse(GOOD.replace("\"event_id\":\"e1\"", "\"country\":\"DE\""))).isTrue();
    assertThat(text("country")).isEqualTo("US");
  }

  @Test
  void aLabelMayBeANumberOrABoolean() {
    assertThat(parse(GOOD.replace("\"US\"", "42").replace("\"banner\"", "true"))).isTrue();
    assertThat(text("country")).isEqualTo("42");
    assertThat(text("ad_format")).isEqualTo("true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | NOT_AN_OBJECT",
        "[] | NOT_AN_OBJECT",
        "[1,2] | NOT_AN_OBJECT",
        "\"text\" | NOT_AN_OBJECT",
        "12 | NOT_AN_OBJECT",
        "`` | MALFORMED",
        "{ | MALFORMED",
        "hello | MALFORMED",
        "{} | MISSING_FIELD",
        "{\"event_id\":\"x\"} | MISSING_FIELD",
        "{\"a\":1,} | MALFORMED",
        "{\"a\":01} | MALFORMED",
        "{\"a\":.5} | MALFORMED",
        "{\"a\":1.} | MALFORMED",
        "{\"a\":+1} | MALFORMED",
        "{\"a\":NaN} | MALFORMED",
        "{\"a\":tru} | MALFORMED",
        "{\"a\" 1} | MALFORMED",
        "{'a':1} | MALFORMED",
        "{\"a\":\"\\x\"} | MALFORMED",
        "{\"a\":\"\\u12g4\"} | MALFORMED",
        "{\"a\":1} {} | MALFORMED",
        "{\"a\":1 | MALFORMED",
        "{\"a\":\"b | MALFORMED",
      })
  void saysWhyARecordIsDead(String record, Reason reason) {
    assertThat(parse(record)).isFalse();
    assertThat(row.reason()).isEqualTo(reason);
    assertThat(row.detail()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0.002342 | \"NaN\" | INVALID_NUMBER",
        "0.002342 | \"0.5\" | INVALID_NUMBER",
        "0.002342 | NaN | INVALID_NUMBER",
        "0.002342 | -Infinity | INVALID_NUMBER",
        "0.002342 | 1e999 | INVALID_NUMBER",
        "0.002342 | true | INVALID_NUMBER",
        "0.002342 | -0.1 | OUT_OF_RANGE",
        "0.002342 | null | MISSING_FIELD",
        "0.002342 | {} | INVALID_TEXT",
        "\"US\" | [1] | INVALID_TEXT",
        "\"US\" | null | MISSING_FIELD",
        "\"2025-12-17T08:00:00.228Z\" | \"yesterday\" | INVALID_TIMESTAMP",
        "\"2025-12-17T08:00:00.228Z\" | 12 | INVALID_TIMESTAMP",
        "\"2025-12-17T08:00:00.228Z\" | null | MISSING_FIELD",
      })
  void saysWhichFieldIsWrong(String from, String to, Reason reason) {
    assertThat(parse(GOOD.replace(from, to))).isFalse();
    assertThat(row.reason()).isEqualTo(reason);
    assertThat(row.detail()).containsAnyOf("revenue", "country", "event_time");
  }

  @Test
  void deadRecordsKeepTheirTimeWhereItCanBeRead() {
    assertThat(parse(GOOD.replace("0.002342", "-1"))).isFalse();
    assertThat(row.timestamp()).isEqualTo(Instant.parse("2025-12-17T08:00:00.228Z").toEpochMilli());
  }

  @Test
  void anOptionalNumberMayBeAbsent() {
    ParseSpec parse = AdEvents.parse(Format.JSON, new FieldSpec(null, null, true));
    EventFormat optional = new EventFormat(parse, EventSchema.of(parse, AdEvents.measure()));
    EventRow optionalRow = optional.newRow();
    byte[] record = GOOD.replace(",\"revenue\":0.002342", "").getBytes(StandardCharsets.UTF_8);
    assertThat(optional.newParser().parse(record, 0, record.length, optionalRow)).isTrue();
    assertThat(optionalRow.number(optional.schema().slot("revenue"))).isNaN();
  }

  @Test
  void deepNestingIsRefusedWithoutAStackOverflow() {
    assertThat(parse("{\"a\":".repeat(100_000))).isFalse();
    assertThat(row.reason()).isEqualTo(Reason.TOO_DEEP);
    assertThat(parse("[".repeat(100_000))).isFalse();
    assertThat(row.reason()).isEqualTo(Reason.TOO_DEEP);
  }

  @Test
  void invalidUtf8IsRefusedWhereverItStands() {
    byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
    bytes[GOOD.indexOf("e1")] = (byte) 0xFF;
    assertThat(parse(bytes)).isFalse();
    assertThat(row.reason()).isEqualTo(Reason.INVALID_UTF8);
    assertThat(parse(new byte[] {'{', (byte) 0xC3, (byte) 0x28})).isFalse();
  }

  @Test
  void controlCharactersInTextAreRefused() {
    for (char c = 0; c < 0x20; c++) {
      assertThat(parse("{\"a\":\"1234567" + c + "\"}")).isFalse();
      assertThat(row.reason()).isEqualTo(Reason.MALFORMED);
    }
  }

  @Property(tries = 3000)
  void acceptsExactlyTheObjectsThatJacksonAccepts(@ForAll("almostJson") String text) {
    boolean ours = !parse(text) && row.reason() != Reason.MALFORMED;
    boolean theirs;
    try {
      JsonNode node = JACKSON.readTree(text);
      theirs = node != null && !node.isMissingNode();
    } catch (JsonProcessingException e) {
      theirs = false;
    }
    assertThat(ours).as(text + " " + row.detail()).isEqualTo(theirs);
  }

  @Provide
  Arbitrary<String> almostJson() {
    Arbitrary<String> token =
        Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"a\"",
            "\"b\\n\"",
            "\"\\u00e4ö\"",
            "1",
            "-2.5e3",
            "0",
            "null",
            "true",
            "false",
            " ",
            "\"\"",
            "{\"k\":1}",
            "[1,2]",
            "{}",
            "[]",
            "-",
            "\"");
    Arbitrary<String> soup = token.list().ofMaxSize(12).map(tokens -> String.join("", tokens));
    Arbitrary<String> members =
        Arbitraries.of("1", "\"x\"", "null", "[1,{\"y\":[]}]", "{\"z\":{}}", "1e5", "[", "tru", "")
            .list()
            .ofMaxSize(5)
            .map(
                values -> {
                  StringBuilder object = new StringBuilder("{");
                  for (int i = 0; i < values.size(); i++) {
                    object
                        .append(i == 0 ? "" : ",")
                        .append("\"f")
                        .append(i)
                        .append("\":")
                        .append(values.get(i));
                  }
                  return object.append('}').toString();
                });
    return Arbitraries.oneOf(soup, members);
  }
}
