package io.github.beamwatch.io.files.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.beamwatch.core.history.FeaturedEvent;
import io.github.beamwatch.core.history.HistoryPlan;
import io.github.beamwatch.core.training.TrainedModel;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Scored events as JSON; a number that there is not is null. */
final class EventLines {
  private static final JsonFactory JSON = new JsonFactory();

  private EventLines() {}

  static byte[] of(ScoredEvent scored, ScoreEvents.Settings settings) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      head(json, scored.event(), scored.score(), settings);
      json.writeStringField("verdict", scored.verdict());
      json.writeEndObject();
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void head(
      JsonGenerator json, FeaturedEvent event, double score, ScoreEvents.Settings settings)
      throws IOException {
    json.writeStringField(settings.id(), event.id());
    json.writeStringField("timestamp", Instant.ofEpochMilli(event.time()).toString());
    number(json, "anomaly_score", score);
    if (settings.labelled()) {
      json.writeStringField("label", event.bad() ? "1" : "0");
    }
  }

  static String ofTop(
      int rank, TopEvents.Scored scored, TrainedModel model, ScoreEvents.Settings settings)
      throws IOException {
    FeaturedEvent event = scored.event();
    double[] contributions = model.contributions(event.values());
    List<String> names = settings.plan().names();
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeNumberField("rank", rank);
      head(json, event, scored.score(), settings);
      json.writeObjectFieldStart("entities");
      List<HistoryPlan> histories = settings.plan().histories();
      for (int i = 0; i < histories.size(); i++) {
        json.writeStringField(histories.get(i).entity(), event.entity(i));
      }
      json.writeEndObject();
      json.writeArrayFieldStart("reasons");
      double[] added = contributions == null ? new double[names.size()] : contributions;
      List<Integer> strongest =
          IntStream.range(0, added.length)
              .filter(i -> added[i] > 0)
              .boxed()
              .sorted(Comparator.<Integer>comparingDouble(i -> -added[i]))
              .limit(settings.reasons())
              .toList();
      for (int i : strongest) {
        json.writeStartObject();
        json.writeStringField("feature", names.get(i));
        number(json, "value", event.values()[i]);
        number(json, "contribution", added[i]);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return line.toString();
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }
}
