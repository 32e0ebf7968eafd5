package io.github.beamwatch.pipelines.ranking.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.core.ranking.Insight;
import io.github.beamwatch.core.ranking.RankedEntity;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.ranking.RankingResult.ScoreBin;
import io.github.beamwatch.core.ranking.Reason;
import io.github.beamwatch.core.training.ModelCard;
import java.util.List;
import java.util.Map;

/** A ranking as JSON. A number that is not defined is null. */
public final class RankingJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RankingJson() {}

  /** All that the page says, and what it leaves out for want of room. */
  public static String of(RankingResult result) {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", result.name());
    json.put("subject", result.subject().word());
    json.put("description", result.description());
    json.put("spec_version", result.specVersion());
    json.put("model_version", result.modelVersion());
    put(json.putObject("model"), result.model());
    json.put("from", result.from().toString());
    json.put("until", result.until().toString());
    json.put("events", result.events());
    json.put("dead_letters", result.deadLetters());
    json.put("entities", result.entities());
    number(json, "threshold", result.threshold());
    json.put("anomalies", result.anomalies());
    numbers(json.putObject("evaluation"), result.evaluation());
    ArrayNode scores = json.putArray("scores");
    for (ScoreBin bin : result.scores()) {
      ObjectNode node = scores.addObject();
      number(node, "from", bin.from());
      number(node, "to", bin.to());
      node.put("entities", bin.entities());
    }
    percentiles(json, result);
    ArrayNode insights = json.putArray("insights");
    result.insights().forEach(insight -> put(insights.addObject(), insight));
    ArrayNode top = json.putArray("top");
    result.top().forEach(entity -> put(top.addObject(), entity, result.features()));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(ObjectNode json, ModelCard card) {
    json.put("kind", card.model());
    numbers(json.putObject("parameters"), card.parameters());
    json.put("seed", card.seed());
    json.put("rows", card.rows());
    json.put("fingerprint", card.fingerprint());
    numbers(json.putObject("metrics"), card.metrics());
    json.put("created_by", card.createdBy());
  }

  private static void percentiles(ObjectNode json, RankingResult result) {
    ArrayNode features = json.putArray("features");
    for (String name : result.features()) {
      ObjectNode feature = features.addObject();
      feature.put("name", name);
      ObjectNode percentiles = feature.putObject("percentiles");
      List<Double> values = result.percentiles().getOrDefault(name, List.of());
      for (int i = 0; i < values.size(); i++) {
        number(percentiles, RankingResult.PERCENTS.get(i).toString(), values.get(i));
      }
    }
  }

  private static void put(ObjectNode json, Insight insight) {
    json.put("dimension", insight.dimension());
    json.put("value", insight.value());
    number(json, "top_share", insight.topShare());
    number(json, "population_share", insight.populationShare());
    number(json, "lift", insight.lift());
    number(json, "p_value", insight.pValue());
  }

  private static void put(ObjectNode json, RankedEntity entity, List<String> features) {
    json.put("rank", entity.rank());
    json.put("entity", entity.entity());
    if (!entity.details().isEmpty()) {
      json.put("timestamp", entity.time().toString());
      ObjectNode details = json.putObject("details");
      entity.details().forEach(details::put);
    }
    number(json, "score", entity.score());
    ObjectNode values = json.putObject("features");
    for (int i = 0; i < entity.values().size(); i++) {
      number(values, features.get(i), entity.values().get(i));
    }
    ArrayNode reasons = json.putArray("reasons");
    for (Reason reason : entity.reasons()) {
      ObjectNode node = reasons.addObject();
      node.put("feature", reason.feature());
      number(node, "value", reason.value());
      number(node, "contribution", reason.contribution());
      number(node, "percentile", reason.percentile());
      number(node, "median", reason.median());
      String words = FeatureWords.name(reason.feature()) + ": " + ReasonWords.of(reason);
      node.put("words", words.replace('\u00a0', ' '));
    }
  }

  private static void numbers(ObjectNode json, Map<String, Double> numbers) {
    numbers.forEach((name, value) -> number(json, name, value));
  }

  private static void number(ObjectNode json, String name, double value) {
    if (Double.isFinite(value)) {
      json.put(name, value);
    } else {
      json.putNull(name);
    }
  }
}
