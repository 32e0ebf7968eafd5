package io.github.beamwatch.pipelines.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.beamwatch.core.spec.DurationText;
import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.pipelines.spec.YamlValue.Mapping;
import io.github.beamwatch.pipelines.spec.YamlValue.Scalar;
import io.github.beamwatch.pipelines.spec.YamlValue.Sequence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the schema expected, in words. {@code {}} in a sentence stands for the value. */
final class Expected {

  private Expected() {}

  /** The sentence for a value that is not even of the right kind. */
  static String sentence(YamlValue found, SchemaNode schema) {
    String what =
        found instanceof Mapping ? "a mapping" : found instanceof Sequence ? "a list" : "{}";
    boolean key = found instanceof Scalar scalar && schema.keys().contains(scalar.text());
    return "expected "
        + name(schema)
        + ", found "
        + what
        + (key ? " without a ':' behind it" : "")
        + help(schema);
  }

  /** Where one of several names is to stand, and there is none, or there are more. */
  static String oneName(SchemaNode schema) {
    return "expected exactly one of " + String.join(", ", schema.keys());
  }

  /** What is wrong with a scalar; null when nothing is. */
  static @Nullable String wrong(JsonNode json, SchemaNode schema) {
    List<String> allowed = schema.allowed();
    if (json.isNull()) {
      return "has no value; expected " + name(schema);
    }
    if (!allowed.isEmpty()) {
      String text = json.asText();
      return json.isTextual() && allowed.contains(text)
          ? null
          : "{} is not allowed" + NearestName.choice(text, allowed, "allowed");
    }
    if (schema.isText()) {
      return json.isTextual() ? null : "{} without quotes is not a text; put it into quotes";
    }
    if (schema.is("integer")) {
      boolean whole = json.isIntegralNumber() && Math.abs(json.asDouble()) <= schema.maximum();
      return whole ? null : "expected " + name(schema) + ", found {}";
    }
    if (schema.is("number")) {
      return json.isNumber() ? null : "expected a number, found {}";
    }
    return json.isBoolean() ? null : "expected true or false, found {}";
  }

  private static String name(SchemaNode schema) {
    if (schema.isDuration()) {
      return "a duration";
    }
    if (!schema.allowed().isEmpty()) {
      return "one of " + String.join(", ", schema.allowed());
    }
    if (schema.isMapping()) {
      return "a mapping";
    }
    if (schema.isList()) {
      return "a list";
    }
    if (schema.isText()) {
      return "text";
    }
    if (schema.is("boolean")) {
      return "true or false";
    }
    if (!schema.is("integer")) {
      return "a number";
    }
    double maximum = schema.maximum();
    return maximum == Integer.MAX_VALUE
        ? "a whole number up to " + Integer.MAX_VALUE
        : "a whole number";
  }

  private static String help(SchemaNode schema) {
    if (schema.isDuration()) {
      return "; " + DurationText.ALLOWED;
    }
    if (schema.isMapping() && !schema.keys().isEmpty()) {
      return "; allowed keys: " + String.join(", ", schema.keys());
    }
    return schema.isList() ? "; write [a, b], or each element on a line of its own after '- '" : "";
  }
}
