package io.github.beamwatch.beam.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.event.Event;
import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventSchema;
import io.github.beamwatch.core.spec.CsvSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.ParseSpec.Format;
import io.github.beamwatch.fixtures.pipeline.AdSpec;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.util.List;
import java.util.SortedMap;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class ParseEventsTest {

  private static final Instant TIME = Instant.parse("2025-12-17T08:00:00.250Z");
  private static final String GOOD = event("2025-12-17T08:00:00.250Z", "0.5");

  @Test
  void everyRecordIsAnEventOrADeadLetterAndIsCounted() {
    Parsed parsed =
        parse(
            format(200),
            Create.of(
                raw(GOOD, 0),
                raw(event("2025-12-17T07:59:00Z", "0"), 1),
                raw("no json", 2),
                raw("[1]", 3),
                raw("{\"a\":" + "[".repeat(90) + "]".repeat(90) + "}", 4),
                raw(event("2025-12-17T08:00:00Z", "\"" + "9".repeat(300) + "\""), 5),
                new RawRecord(new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'}, "t/0", 6),
                raw("{\"event_time\":\"2025-12-17T08:00:00Z\"}", 7),
                raw(event("2025-12-17T08:00:00Z", "NaN"), 8),
                raw(event("2025-12-17T08:00:00Z", "-1"), 9),
                raw(event("yesterday", "0"), 10),
                raw(event("9999-01-01T00:00:00Z", "0"), 11),
                raw("", 12),
                raw(GOOD.replace("\"US\"", "{}"), 13)));

    assertThat(parsed.events.values()).hasSize(2);
    assertThat(parsed.dead.values())
        .extracting(letter -> letter.source() + " " + letter.reason().word())
        .containsExactlyInAnyOrder(
            "t/0/2 malformed",
            "t/0/3 not_an_object",
            "t/0/4 too_deep",
            "t/0/5 too_large",
            "t/0/6 invalid_utf8",
            "t/0/7 missing_field",
            "t/0/8 invalid_number",
            "t/0/9 out_of_range",
            "t/0/10 invalid_timestamp",
            "t/0/11 future",
            "t/0/12 malformed",
            "t/0/13 invalid_text");
    assertThat(parsed.counters)
        .containsEntry("events_read", 14L)
        .containsEntry("dead_letters", 12L)
        .containsEntry("dead_letters_malformed", 2L)
        .containsEntry("dead_letters_future", 1L)
        .doesNotContainKey("late");
  }

  @Test
  void anEventHasItsOwnTimeAndTheFieldsOfTheSpec() {
    Parsed parsed = parse(format(200), Create.of(raw(GOOD, 0)));

    TimestampedValue<Event> event = parsed.events.timestamped().get(0);
    EventSchema schema = format(200).schema();
    assertThat(event.getTimestamp()).isEqualTo(TIME);
    assertThat(event.getValue().timestamp()).isEqualTo(TIME.getMillis());
    assertThat(event.getValue().text(schema.slot("country"))).isEqualTo("US");
    assertThat(event.getValue().number(schema.slot("revenue"))).isEqualTo(0.5);
    assertThat(event.getValue().text(schema.slot("revenue"))).isNull();
  }

  @Test
  void aDeadLetterKeepsTheRecordItsTimeAndASentence() {
    String negative = event("2025-12-17T08:00:00.250Z", "-0.5");
    Parsed parsed = parse(format(200), Create.of(raw(negative, 7)));

    assertThat(parsed.dead.values())
        .containsExactly(
            new DeadLetter(
                "parse",
                Reason.OUT_OF_RANGE,
                "field 'revenue' is '-0.5'; allowed is 0.0 and above",
                negative.getBytes(UTF_8),
                "t/0/7",
                TIME.getMillis()));
  }

  @Test
  void ofATooLargeRecordTheBeginningIsKept() {
    String large = "{\"x\":\"" + "y".repeat(500) + "\"}";
    DeadLetter letter = parse(format(100), Create.of(raw(large, 7))).dead.values().get(0);

    assertThat(letter.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(letter.payload()).isEqualTo(large.substring(0, 100).getBytes(UTF_8));
    assertThat(letter.detail()).contains("parse.maxRecordBytes (100)");
    assertThat(letter.eventTimeMillis()).isNull();
  }

  @Test
  void anElementLaterThanTheEventInItHasComeLate() {
    Parsed parsed =
        parse(
            format(200),
            Create.timestamped(
                TimestampedValue.of(raw(GOOD, 0), TIME.minus(60_000)),
                TimestampedValue.of(raw(GOOD, 1), TIME),
                TimestampedValue.of(raw(GOOD, 2), TIME.plus(1)),
                TimestampedValue.of(raw("no json", 3), TIME.plus(1))));

    assertThat(parsed.events.values()).hasSize(2);
    assertThat(parsed.dead.values())
        .extracting(letter -> letter.source() + " " + letter.reason().word())
        .containsExactlyInAnyOrder("t/0/2 late", "t/0/3 malformed");
    // Late ones are counted on their own, so that read = measured + dead + late.
    assertThat(parsed.counters)
        .containsEntry("events_read", 4L)
        .containsEntry("dead_letters", 1L)
        .containsEntry("late", 1L)
        .doesNotContainKey("dead_letters_late");
  }

  @Test
  void csvRecordsNeedTheirColumns() {
    CsvSpec columns =
        new CsvSpec(
            ";", List.of("event_time", "country", "ad_format", "event_type", "revenue"), false);
    Parsed parsed =
        parse(
            format(AdSpec.parse(Format.CSV, columns, 200)),
            Create.of(
                raw("2025-12-17T08:00:00.250Z;\"US\";banner;click;0.5\r\n", 0),
                raw("2025-12-17T08:00:00.250Z;US;banner;click", 1)));

    assertThat(parsed.events.values()).hasSize(1);
    assertThat(parsed.dead.values())
        .extracting(DeadLetter::detail)
        .containsExactly("the row has 4 fields; the header has 5");
  }

  @Test
  void csvWithoutColumnsIsRefusedBeforeAnythingRuns() {
    EventFormat format = format(AdSpec.parse(Format.CSV, CsvSpec.DEFAULT, 200));

    assertThatThrownBy(() -> ParseEvents.with(format))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("parse.csv.columns");
  }

  private record Parsed(
      Kept<Event> events, Kept<DeadLetter> dead, SortedMap<String, Long> counters) {}

  private static Parsed parse(
      EventFormat format, PTransform<PBegin, PCollection<RawRecord>> records) {
    DirectRun run = DirectRun.withParallelism(2);
    PCollectionTuple parsed =
        run.pipeline().apply("Read", records).apply("Parse", ParseEvents.with(format));
    Kept<Event> events = run.keep(parsed.get(ParseEvents.EVENTS));
    Kept<DeadLetter> dead = run.keep(parsed.get(ParseEvents.DEAD_LETTERS));
    return new Parsed(events, dead, run.toEnd());
  }

  private static EventFormat format(int maxRecordBytes) {
    return format(AdSpec.parse(Format.JSON, CsvSpec.DEFAULT, maxRecordBytes));
  }

  private static EventFormat format(ParseSpec parse) {
    return new EventFormat(parse, EventSchema.of(parse, AdSpec.plain().measure()));
  }

  private static RawRecord raw(String text, long offset) {
    return new RawRecord(text.getBytes(UTF_8), "t/0", offset);
  }

  private static String event(String time, String revenue) {
    return "{\"event_time\":\"%s\",\"event_type\":\"click\",\"country\":\"US\",\"ad_format\":\"banner\",\"revenue\":%s}"
        .formatted(time, revenue);
  }
}
