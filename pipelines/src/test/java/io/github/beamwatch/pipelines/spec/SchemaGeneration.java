package io.github.beamwatch.pipelines.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import io.github.beamwatch.core.detector.DetectorKind;
import io.github.beamwatch.core.detector.Detectors;
import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.spec.BaselineSpec;
import io.github.beamwatch.core.spec.Combine;
import io.github.beamwatch.core.spec.ConditionSpec;
import io.github.beamwatch.core.spec.DetectorSpec;
import io.github.beamwatch.core.spec.DurationText;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.core.spec.SourceSpec;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import io.github.beamwatch.core.spec.events.EventRankingSpec;
import io.github.beamwatch.core.spec.ranking.RankingSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Makes the JSON Schema out of the spec's records, so that the two cannot disagree. It lives with
 * the tests because the committed file is what ships: the generator never does.
 */
final class SchemaGeneration {

  /** Records of which one key, and one alone, must be there. */
  private static final Set<Class<?>> EXACTLY_ONE =
      Set.of(SourceSpec.class, SinkSpec.class, BaselineSpec.class, ConditionSpec.class);

  private SchemaGeneration() {}

  /** The text of the committed file. */
  static String schema() {
    ObjectNode schema = generator().generateSchema(PipelineSpec.class);
    withKind(schema, SpecKind.DETECTION);
    return text(schema, "Beamwatch pipeline spec, beamwatch/v1");
  }

  /** The text of the committed file for deliveries. */
  static String deliverySchema() {
    ObjectNode schema = generator().generateSchema(DeliverySpec.class);
    withKind(schema, SpecKind.DELIVERY);
    return text(schema, "Beamwatch delivery spec, beamwatch/v1");
  }

  /** The text of the committed file for rankings. */
  static String rankingSchema() {
    ObjectNode schema = generator().generateSchema(RankingSpec.class);
    withKind(schema, SpecKind.RANKING);
    return text(schema, "Beamwatch ranking spec, beamwatch/v1");
  }

  /** The text of the committed file for rankings of events. */
  static String eventRankingSchema() {
    ObjectNode schema = generator().generateSchema(EventRankingSpec.class);
    withKind(schema, SpecKind.EVENT_RANKING);
    return text(schema, "Beamwatch event ranking spec, beamwatch/v1");
  }

  /** A detection may leave it out, and its record does not have it. */
  private static void withKind(ObjectNode schema, SpecKind kind) {
    ObjectNode keys = (ObjectNode) schema.get("properties");
    ObjectNode sorted = schema.objectNode();
    sorted.set("apiVersion", keys.remove("apiVersion"));
    keys.remove(SpecKind.KEY);
    ObjectNode node = sorted.putObject(SpecKind.KEY).put("type", "string");
    node.put(
        "description",
        "What this file describes: detection (the default), delivery, ranking or event-ranking.");
    node.putArray("enum").add(kind.word());
    sorted.setAll(keys);
    schema.set("properties", sorted);
  }

  private static String text(ObjectNode schema, String title) {
    relaxTextOfMaps(schema);
    ((ObjectNode) schema.at("/properties/apiVersion"))
        .putArray("enum")
        .add(PipelineSpec.API_VERSION);
    ObjectNode titled = schema.objectNode();
    titled.set("$schema", schema.remove("$schema"));
    titled.put("title", title);
    titled.setAll(schema);
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(titled) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SchemaGenerator generator() {
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(
                new JacksonModule(
                    JacksonOption.RESPECT_JSONPROPERTY_REQUIRED,
                    JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY))
            .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
            .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
            .with(Option.DEFINITIONS_FOR_ALL_OBJECTS)
            .with(Option.PLAIN_DEFINITION_KEYS);
    config
        .forTypesInGeneral()
        // Declaration order: the order in which the records explain themselves.
        .withPropertySorter((a, b) -> 0)
        .withTypeAttributeOverride(
            (node, scope, context) -> {
              Class<?> type = scope.getType().getErasedType();
              if (type == Integer.class) {
                node.put("maximum", Integer.MAX_VALUE).put("minimum", Integer.MIN_VALUE);
              }
              if (EXACTLY_ONE.contains(type)) {
                node.put("minProperties", 1).put("maxProperties", 1);
              }
            })
        .withCustomDefinitionProvider(
            (type, context) -> {
              ObjectNode node = context.getGeneratorConfig().createObjectNode();
              if (type.getErasedType() == Duration.class) {
                return new CustomDefinition(duration(node));
              }
              if (type.getErasedType() == Secret.class) {
                return new CustomDefinition(secret(node));
              }
              return type.getErasedType() == DetectorSpec.class
                  ? new CustomDefinition(detector(node))
                  : null;
            });
    return new SchemaGenerator(config.build());
  }

  /** A name, or one key with what is set: every registered detector, and their compositions. */
  private static ObjectNode detector(ObjectNode node) {
    node.putArray("type").add("object").add("string");
    ObjectNode names = node.putObject("properties");
    for (DetectorKind kind : Detectors.all()) {
      ObjectNode one = names.putObject(kind.name()).put("type", "object");
      one.put("description", kind.summary());
      ObjectNode parameters = one.putObject("properties");
      for (Parameter parameter : kind.parameters()) {
        parameters
            .putObject(parameter.name())
            .put("type", "number")
            .put(
                "description",
                parameter.meaning() + ". Default " + text(parameter.byDefault()) + ".");
      }
      one.put("additionalProperties", false);
    }
    ObjectNode ensemble = names.putObject(DetectorSpec.ENSEMBLE).put("type", "object");
    ensemble.put("description", "Several detectors as one.");
    ObjectNode members = ensemble.putObject("properties");
    ArrayNode combine =
        members
            .putObject("combine")
            .put("type", "string")
            .put("description", "By their thresholds: any, all, majority; by grade: mean, max.")
            .putArray("enum");
    for (Combine one : Combine.values()) {
      combine.add(one.name().toLowerCase(Locale.ROOT));
    }
    of(members.putObject("of").put("type", "array").putObject("items"));
    ensemble.put("additionalProperties", false);
    ObjectNode calibrated = names.putObject(DetectorSpec.CALIBRATED).put("type", "object");
    calibrated.put(
        "description", "A detector whose score is graded 0 to 1 by the series' own history of it.");
    of(calibrated.putObject("properties").putObject("of"));
    calibrated.put("additionalProperties", false);
    ObjectNode tail = names.putObject(DetectorSpec.SUPPRESS_TAIL).put("type", "object");
    tail.put("description", "A detector that is quiet in the tail of an anomaly it has told of.");
    of(tail.putObject("properties").putObject("of"));
    tail.put("additionalProperties", false);
    node.put("additionalProperties", false);
    node.put("minProperties", 1).put("maxProperties", 1);
    return node;
  }

  private static void of(ObjectNode node) {
    node.put("$ref", "#/$defs/DetectorSpec");
  }

  private static String text(double number) {
    return Double.isInfinite(number)
        ? "none"
        : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static ObjectNode duration(ObjectNode node) {
    node.put("type", "string");
    node.put("pattern", DurationText.PATTERN);
    node.putArray("examples").add("30s").add("10m").add("1h30m").add("PT1M");
    return node;
  }

  /** A text; a number without quotes stands for its digits. */
  private static ObjectNode secret(ObjectNode node) {
    node.putArray("type").add("string").add("number").add("boolean");
    node.put("format", "password");
    return node;
  }

  /** Where YAML maps a name to a text, {@code 5} and {@code true} are texts without quotes. */
  private static void relaxTextOfMaps(JsonNode node) {
    JsonNode values = node.path("additionalProperties");
    if (values.isObject() && values.path("type").asText().equals("string")) {
      ArrayNode types = ((ObjectNode) values).putArray("type");
      types.add("string").add("number").add("boolean");
    }
    node.forEach(SchemaGeneration::relaxTextOfMaps);
  }
}
