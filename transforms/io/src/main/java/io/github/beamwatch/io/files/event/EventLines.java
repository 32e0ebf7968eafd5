package io.github.beamwatch.io.files.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.beamwatch.core.history.EventRankingPlan;
import io.github.beamwatch.core.history.FeaturedEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Scored events as JSON; a number that there is not is null. */
final class EventLines {
  private static final JsonFactory JSON = new JsonFactory();

  private EventLines() {}

  static byte[] of(ScoredEvent scored, ScoreEvents.Settings settings) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      FeaturedEvent event = scored.event();
      json.writeStringField(settings.id(), event.id());
      json.writeStringField("timestamp", Instant.ofEpochMilli(event.time()).toString());
      number(json, "anomaly_score", scored.score());
      if (settings.plan().labelled()) {
        json.writeStringField(EventRankingPlan.LABEL, scored.label());
      }
      json.writeStringField("verdict", scored.verdict());
      json.writeEndObject();
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }
}
