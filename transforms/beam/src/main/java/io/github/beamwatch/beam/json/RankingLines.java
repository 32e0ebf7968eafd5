package io.github.beamwatch.beam.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.beamwatch.core.ranking.RankedEntity;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.ranking.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The JSON of ranked entities, one object a line; a number that there is not is {@code null}. */
public final class RankingLines {
  private RankingLines() {}

  /** An entity of the top: also the Kafka value and the search index's document. */
  public static String of(RankingResult ranking, RankedEntity entity) {
    return JsonLines.object(
        json -> {
          json.writeNumberField("rank", entity.rank());
          json.writeStringField("entity", entity.entity());
          number(json, "score", entity.score());
          json.writeBooleanField("anomaly", entity.score() >= ranking.threshold());
          if (!entity.details().isEmpty()) {
            json.writeObjectFieldStart("details");
            for (Map.Entry<String, String> detail : entity.details().entrySet()) {
              json.writeStringField(detail.getKey(), detail.getValue());
            }
            json.writeEndObject();
          }
          json.writeObjectFieldStart("features");
          List<String> names = ranking.features();
          for (int i = 0; i < names.size(); i++) {
            number(json, names.get(i), entity.values().get(i));
          }
          json.writeEndObject();
          json.writeArrayFieldStart("reasons");
          for (Reason reason : entity.reasons()) {
            write(json, reason);
          }
          json.writeEndArray();
          json.writeStringField("timestamp", JsonLines.time(entity.time().toEpochMilli()));
          json.writeStringField("pipeline", ranking.name());
          json.writeStringField("model_version", ranking.modelVersion());
          json.writeStringField("spec_version", ranking.specVersion());
        });
  }

  private static void write(JsonGenerator json, Reason reason) throws IOException {
    json.writeStartObject();
    json.writeStringField("feature", reason.feature());
    number(json, "value", reason.value());
    number(json, "contribution", reason.contribution());
    number(json, "percentile", reason.percentile());
    number(json, "median", reason.median());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    JsonLines.Texts.PLAIN.number(json, name, value);
  }
}
