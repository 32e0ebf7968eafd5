package io.github.beamwatch.pipelines.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.core.spec.DurationText;
import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.pipelines.spec.YamlValue.Mapping;
import io.github.beamwatch.pipelines.spec.YamlValue.Member;
import io.github.beamwatch.pipelines.spec.YamlValue.Scalar;
import io.github.beamwatch.pipelines.spec.YamlValue.Sequence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the YAML tree into a JSON tree of the shape that the schema describes.
 *
 * <p>What does not fit is reported and left out, or replaced by something harmless of the right
 * shape, and a mistyped key is read as the one it was meant to be: so the rest can be checked in
 * the same pass, and nobody has to fix a spec one problem at a time.
 */
final class SpecShape {

  /** Stands for a text that could not be read, where leaving it out would shift its neighbours. */
  private static final String UNREADABLE = "unreadable";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Variables variables;
  private final Problems problems;

  SpecShape(Variables variables, Problems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  ObjectNode read(YamlValue root, SchemaNode schema) {
    problems.wrote("", root.place());
    return root instanceof Scalar scalar && scalar.text().isEmpty()
        ? nothing()
        : (ObjectNode) container("", root, schema);
  }

  private ObjectNode nothing() {
    problems.add("", "is empty; begin with apiVersion: beamwatch/v1", null);
    return JSON.objectNode();
  }

  private @Nullable JsonNode value(String pointer, YamlValue value, SchemaNode schema) {
    return schema.isMapping() || schema.isList()
        ? container(pointer, value, schema)
        : scalar(pointer, value, schema);
  }

  private JsonNode container(String pointer, YamlValue value, SchemaNode schema) {
    // A key with nothing behind it, as when its lines are commented out, has nothing in it.
    boolean empty = isNothing(value);
    if (schema.isMapping()) {
      if (schema.isNameAlone()
          && (empty || value instanceof Mapping m && m.members().size() != 1)) {
        problems.add(pointer, Expected.oneName(schema), null);
      }
      if (value instanceof Mapping mapping) {
        return mapping(pointer, mapping, schema);
      }
      if (schema.isNameAlone() && !empty && value instanceof Scalar name) {
        // "auto" stands for "{auto: {}}"
        Mapping alone = new Mapping(name.place(), Map.of());
        Member member = new Member(name.place(), alone);
        return mapping(pointer, new Mapping(name.place(), Map.of(name.text(), member)), schema);
      }
      if (!empty) {
        problems.add(pointer, Expected.sentence(value, schema), shown(value));
      }
      return empty
          ? mapping(pointer, new Mapping(value.place(), Map.of()), schema)
          : JSON.objectNode();
    }
    ArrayNode list = JSON.arrayNode();
    if (value instanceof Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        String at = Pointers.child(pointer, i);
        YamlValue item = sequence.items().get(i);
        problems.wrote(at, item.place());
        JsonNode read = value(at, item, schema.items());
        list.add(read == null ? unreadable(schema.items()) : read);
      }
    } else if (!empty) {
      problems.add(pointer, Expected.sentence(value, schema), shown(value));
    }
    return list;
  }

  private static JsonNode unreadable(SchemaNode schema) {
    List<String> allowed = schema.allowed();
    return JSON.textNode(allowed.isEmpty() ? UNREADABLE : allowed.get(0));
  }

  private ObjectNode mapping(String pointer, Mapping mapping, SchemaNode schema) {
    ObjectNode object = JSON.objectNode();
    Map<String, Member> members = mapping.members();
    members.forEach(
        (key, member) -> {
          String meant =
              schema.member(key) != null
                  ? key
                  : meant(pointer, key, member, members.keySet(), schema);
          SchemaNode child = meant == null ? null : schema.member(meant);
          if (meant == null || child == null) {
            return;
          }
          String at = Pointers.child(pointer, meant);
          problems.wrote(at, member.place());
          JsonNode read = value(at, member.value(), child);
          if (read != null) {
            object.set(meant, read);
          } else if (schema.isOpen() && child.isText() && !child.isDuration()) {
            object.set(meant, unreadable(child));
          }
        });
    for (String key : schema.required()) {
      if (!object.has(key)) {
        missing(pointer, key, schema, members.keySet());
      }
    }
    return object;
  }

  /** Reports an unknown key; the known one that it stands for, where that is plain. */
  private @Nullable String meant(
      String pointer, String key, Member member, Set<String> present, SchemaNode schema) {
    List<String> known = schema.keys();
    problems.addOfKey(
        Pointers.child(pointer, key),
        member.key(),
        "unknown key '"
            + key
            + "'"
            + (known.isEmpty()
                ? "; no key is allowed here"
                : NearestName.choice(key, known, "allowed")));
    Optional<String> nearest = NearestName.of(key, known);
    return nearest.filter(near -> !present.contains(near)).orElse(null);
  }

  private void missing(String pointer, String key, SchemaNode schema, Set<String> present) {
    SchemaNode member = schema.member(key);
    if (present.contains(key) || member == null) {
      return;
    }
    String description = member.description();
    String what =
        description.isEmpty()
            ? ""
            : ": "
                + description.substring(0, 1).toLowerCase(Locale.ROOT)
                + description.substring(1).replaceFirst("[.]$", "");
    problems.addOfKey(
        Pointers.child(pointer, key),
        problems.placeOf(pointer),
        "the key '" + key + "' is missing" + what);
  }

  private @Nullable JsonNode scalar(String pointer, YamlValue value, SchemaNode schema) {
    if (!(value instanceof Scalar scalar)) {
      problems.add(pointer, Expected.sentence(value, schema), shown(value));
      return null;
    }
    if (schema.isSecret()) {
      problems.substituted(pointer, "a secret");
    }
    Variables.Filled filled = variables.fill(scalar.text());
    if (filled.problem() != null) {
      problems.add(pointer, filled.problem(), null);
      return null;
    }
    if (filled.names() != null) {
      problems.substituted(pointer, filled.names());
    }
    String text = filled.text();
    // Quotes around a variable are there for YAML, not to make a text of a number.
    boolean typed = filled.names() == null ? scalar.plain() : !schema.isText();
    JsonNode json = typed ? PlainScalar.resolve(text) : JSON.textNode(text);
    if (schema.isDuration()) {
      return duration(pointer, text, json);
    }
    if (schema.isLooseText() && (json.isNumber() || json.isBoolean())) {
      return JSON.textNode(text);
    }
    String wrong = Expected.wrong(json, schema);
    if (wrong != null) {
      problems.add(pointer, wrong, text);
      return null;
    }
    return json;
  }

  private @Nullable JsonNode duration(String pointer, String text, JsonNode json) {
    if (json.isNull()) {
      problems.add(pointer, "has no value; " + DurationText.ALLOWED, null);
      return null;
    }
    try {
      DurationText.parse(text);
      return JSON.textNode(text);
    } catch (IllegalArgumentException e) {
      problems.add(pointer, String.valueOf(e.getMessage()), text);
      return null;
    }
  }

  private static boolean isNothing(YamlValue value) {
    return value instanceof Scalar scalar
        && scalar.plain()
        && PlainScalar.resolve(scalar.text()).isNull();
  }

  private static @Nullable String shown(YamlValue value) {
    return value instanceof Scalar scalar ? scalar.text() : null;
  }
}
