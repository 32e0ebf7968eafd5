package io.github.beamwatch.core.event;

import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.CsvSpec;
import io.github.beamwatch.core.spec.FieldSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.ParseSpec.Format;
import io.github.beamwatch.core.spec.TimestampSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The format of ad events: what most cases of these tests parse. */
public final class AdEvents {

  private AdEvents() {}

  public static MeasureSpec measure() {
    Map<String, AggregateSpec> measures = new LinkedHashMap<>();
    measures.put(
        "impressions",
        new AggregateSpec(
            Map.of("event_type", "impression"), null, null, null, null, null, Map.of()));
    measures.put(
        "clicks",
        new AggregateSpec(Map.of("event_type", "click"), null, null, null, null, null, Map.of()));
    measures.put("revenue", new AggregateSpec(null, "revenue", null, null, null, null, Map.of()));
    return new MeasureSpec(
        List.of("country", "ad_format"),
        Duration.ofMinutes(1),
        Duration.ZERO,
        measures,
        Map.of(),
        null);
  }

  public static ParseSpec parse(Format format, FieldSpec revenue) {
    return new ParseSpec(
        format,
        new TimestampSpec("event_time", "iso", "UTC", Duration.ofDays(1), null, false),
        Map.of("revenue", revenue),
        CsvSpec.DEFAULT,
        ParseSpec.DEFAULT_MAX_RECORD_BYTES);
  }

  public static EventFormat format(Format format) {
    ParseSpec parse = parse(format, new FieldSpec(0.0, null, false));
    return new EventFormat(parse, EventSchema.of(parse, measure()));
  }
}
