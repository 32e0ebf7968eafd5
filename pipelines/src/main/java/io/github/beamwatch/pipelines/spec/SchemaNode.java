package io.github.beamwatch.pipelines.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.core.spec.DurationText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One place of the published JSON Schema: what may be written there. */
final class SchemaNode {

  static final String RESOURCE = "/beamwatch-v1.schema.json";
  static final String DELIVERY_RESOURCE = "/beamwatch-delivery-v1.schema.json";

  static final String RANKING_RESOURCE = "/beamwatch-ranking-v1.schema.json";
  static final String EVENT_RANKING_RESOURCE = "/beamwatch-event-ranking-v1.schema.json";

  private final JsonNode root;
  private final JsonNode node;
  private final String description;

  private SchemaNode(JsonNode root, JsonNode node, String description) {
    this.root = root;
    this.node = node;
    this.description = description;
  }

  /** The schema as published. */
  static SchemaNode published() {
    return read(RESOURCE);
  }

  /** The schema of a delivery. */
  static SchemaNode ofDelivery() {
    return read(DELIVERY_RESOURCE);
  }

  /** The schema of a ranking. */
  static SchemaNode ofRanking() {
    return read(RANKING_RESOURCE);
  }

  /** The schema of a ranking of events. */
  static SchemaNode ofEventRanking() {
    return read(EVENT_RANKING_RESOURCE);
  }

  private static SchemaNode read(String resource) {
    try (InputStream in = SchemaNode.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the jar");
      }
      JsonNode root = new ObjectMapper().readTree(in);
      return new SchemaNode(root, root, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema of a version of live rules: {@code detect}, and from when on it holds. */
  static SchemaNode ofRules() {
    ObjectNode root = ((ObjectNode) published().root).deepCopy();
    ObjectNode properties = (ObjectNode) root.path("properties");
    properties.retain("detect");
    properties
        .putObject(RulesLoader.EFFECTIVE_FROM)
        .put("type", "string")
        .put("description", "The windows that begin then or later are judged by these rules.");
    root.putArray("required").add("detect");
    return new SchemaNode(root, root, "");
  }

  private SchemaNode child(JsonNode child) {
    String reference = child.path("$ref").asText();
    JsonNode target = reference.isEmpty() ? child : root.at(reference.substring(1));
    return new SchemaNode(root, target, child.path("description").asText());
  }

  /** What the key is for; a sentence, possibly empty. */
  String description() {
    return description;
  }

  boolean isMapping() {
    return is("object");
  }

  boolean isList() {
    return is("array");
  }

  /** A mapping of which one key may stand alone, as a text, where nothing is set under it. */
  boolean isNameAlone() {
    return is("object") && is("string");
  }

  /** Whether a number or a flag stands for its text. */
  boolean isLooseText() {
    return is("string") && is("number");
  }

  boolean isText() {
    return is("string");
  }

  boolean isDuration() {
    return node.path("pattern").asText().equals(DurationText.PATTERN);
  }

  /** Whether the value must show in no message. */
  boolean isSecret() {
    return node.path("format").asText().equals("password");
  }

  /** Whether {@code type} is among the types. */
  boolean is(String type) {
    JsonNode types = node.path("type");
    if (types.isTextual()) {
      return types.asText().equals(type);
    }
    for (JsonNode one : types) {
      if (one.asText().equals(type)) {
        return true;
      }
    }
    return false;
  }

  /** The known keys of a mapping, in the order of the schema. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.path("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Whether any key is allowed. */
  boolean isOpen() {
    return node.path("additionalProperties").isObject();
  }

  /** What stands at this key; null when the key is unknown. */
  @Nullable SchemaNode member(String key) {
    JsonNode known = node.path("properties").path(key);
    if (!known.isMissingNode()) {
      return child(known);
    }
    return isOpen() ? child(node.path("additionalProperties")) : null;
  }

  SchemaNode items() {
    return child(node.path("items"));
  }

  List<String> required() {
    return texts("required");
  }

  /** The allowed values; empty when any is. */
  List<String> allowed() {
    return texts("enum");
  }

  private List<String> texts(String keyword) {
    List<String> texts = new ArrayList<>();
    node.path(keyword).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** The largest number allowed, and its negative the smallest. */
  double maximum() {
    return node.path("maximum").asDouble(Double.MAX_VALUE);
  }
}
