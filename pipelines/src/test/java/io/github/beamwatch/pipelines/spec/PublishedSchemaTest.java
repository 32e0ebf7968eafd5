package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema as an editor sees it, by a validator that is not ours. */
class PublishedSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private static JsonNode schema() {
    try {
      return JSON.readTree(SchemaNode.class.getResourceAsStream(SchemaNode.RESOURCE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<ValidationMessage> validate(String yaml) {
    JsonSchema schema = FACTORY.getSchema(schema());
    return schema.validate(json(YamlReader.readText("yaml", yaml, new Problems())));
  }

  /** What the text says, whatever its shape. */
  static JsonNode json(YamlValue value) {
    if (value instanceof YamlValue.Mapping mapping) {
      ObjectNode object = JSON.createObjectNode();
      mapping.members().forEach((key, member) -> object.set(key, json(member.value())));
      return object;
    }
    if (value instanceof YamlValue.Sequence sequence) {
      ArrayNode array = JSON.createArrayNode();
      sequence.items().forEach(item -> array.add(json(item)));
      return array;
    }
    YamlValue.Scalar scalar = (YamlValue.Scalar) value;
    return scalar.plain() ? PlainScalar.resolve(scalar.text()) : new TextNode(scalar.text());
  }

  @Test
  void it_is_a_schema() {
    JsonSchema meta = FACTORY.getSchema(SchemaLocation.of(VersionFlag.V202012.getId()));

    assertThat(meta.validate(schema())).isEmpty();
  }

  @Test
  void the_loader_knows_every_keyword_in_it() {
    Set<String> keywords = new TreeSet<>();
    collect(schema(), keywords);

    assertThat(keywords)
        .isSubsetOf(
            // checked by shape
            "$ref",
            "additionalProperties",
            "enum",
            "items",
            "maximum",
            "minimum",
            "pattern",
            "properties",
            "required",
            "type",
            // checked by meaning
            "minProperties",
            "maxProperties",
            // say nothing about what is valid
            "$defs",
            "$schema",
            "description",
            "examples",
            "format",
            "title");
  }

  private static void collect(JsonNode node, Set<String> keywords) {
    node.fields()
        .forEachRemaining(
            member -> {
              keywords.add(member.getKey());
              if (Set.of("properties", "$defs").contains(member.getKey())) {
                member.getValue().forEach(child -> collect(child, keywords));
              } else if (member.getValue().isObject()) {
                collect(member.getValue(), keywords);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"ad-metrics", "ad-metrics-plain"})
  void the_templates_are_valid(String template) {
    assertThat(validate(Templates.read(template).text())).isEmpty();
  }

  static List<BadSpecTest.BadSpec> shapeless() {
    return BadSpecTest.badSpecs().stream()
        .filter(
            bad ->
                bad.problems().stream()
                    .anyMatch(line -> line.contains("unknown key") || line.contains(": expected ")))
        // The bare name of a detector is any text to an editor.
        .filter(bad -> !bad.yaml().contains("detector: ewmaz"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("shapeless")
  void what_the_loader_refuses_for_its_shape_an_editor_marks(BadSpecTest.BadSpec bad) {
    assertThat(validate(bad.yaml())).as(String.join("\n", bad.problems())).isNotEmpty();
  }
}
