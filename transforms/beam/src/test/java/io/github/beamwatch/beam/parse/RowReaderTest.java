package io.github.beamwatch.beam.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.event.EventSchema;
import io.github.beamwatch.core.spec.CsvSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.ParseSpec.Format;
import io.github.beamwatch.fixtures.pipeline.AdSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RowReaderTest {

  private static final Instant NOW = Instant.parse("2025-12-17T08:00:00Z");

  private final AtomicLong clock = new AtomicLong(NOW.toEpochMilli());
  private final EventFormat format = format();
  private final EventParser parser = format.newParser();
  private final RowReader reader = new RowReader(format, clock::get);

  @Test
  void anEventMayBeAheadOfTheClockByMaxFutureAndNoMore() {
    assertThat(read(NOW.plus(Duration.ofDays(1)))).isNull();
    DeadLetter letter = read(NOW.plus(Duration.ofDays(1)).plusMillis(1));
    assertThat(letter).isNotNull();
    assertThat(letter.reason()).isEqualTo(Reason.FUTURE);
    assertThat(letter.detail()).contains("parse.timestamp.maxFuture");
    assertThat(letter.eventTimeMillis()).isEqualTo(NOW.plusSeconds(86_400).toEpochMilli() + 1);
  }

  /** After a silence longer than maxFuture the first events were taken for the future. */
  @Test
  void aReaderThatWasIdleForDaysKnowsTheTime() {
    assertThat(read(NOW)).isNull();

    clock.addAndGet(Duration.ofDays(3).toMillis());

    assertThat(read(NOW.plus(Duration.ofDays(3)))).isNull();
  }

  @Test
  void aRecordThatIsTooLargeHasNothingOfTheOneBeforeIt() {
    assertThat(read(NOW)).isNull();

    DeadLetter cut = reader.readTooLarge("{\"a".getBytes(UTF_8), 0, 3, () -> "f");
    DeadLetter whole = reader.read(parser, new byte[300], 0, 300, RowReader.NEVER_LATE, () -> "f");

    assertThat(cut).isEqualTo(tooLarge("{\"a".getBytes(UTF_8)));
    assertThat(whole).isEqualTo(tooLarge(new byte[200]));
  }

  @Test
  void theSourceIsAskedOnlyForDeadRecords() {
    byte[] good = event(NOW);
    assertThat(
            reader.read(
                parser,
                good,
                0,
                good.length,
                NOW.toEpochMilli(),
                () -> {
                  throw new AssertionError("nobody needs to know");
                }))
        .isNull();
  }

  private static DeadLetter tooLarge(byte[] payload) {
    return new DeadLetter(
        "parse",
        Reason.TOO_LARGE,
        "the record is longer than parse.maxRecordBytes (200); only its beginning is kept",
        payload,
        "f",
        null,
        DeadLetter.PayloadState.CUT);
  }

  private DeadLetter read(Instant time) {
    byte[] record = event(time);
    return reader.read(parser, record, 0, record.length, RowReader.NEVER_LATE, () -> null);
  }

  private static byte[] event(Instant time) {
    return """
        {"event_time":"%s","event_type":"click","country":"US","ad_format":"banner","revenue":0}"""
        .formatted(time)
        .getBytes(UTF_8);
  }

  private static EventFormat format() {
    ParseSpec parse = AdSpec.parse(Format.JSON, CsvSpec.DEFAULT, 200);
    return new EventFormat(parse, EventSchema.of(parse, AdSpec.plain().measure()));
  }
}
