package io.github.beamwatch.pipelines.spec;

import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.pipelines.spec.YamlValue.Mapping;
import io.github.beamwatch.pipelines.spec.YamlValue.Member;
import io.github.beamwatch.pipelines.spec.YamlValue.Scalar;
import io.github.beamwatch.pipelines.spec.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts overrides into the YAML tree. The schema leads the way, so that a path is either right or
 * refused with the nearest one, and so that a key with dots in it, such as a Kafka property, needs
 * no quotes.
 */
final class SpecEditor {

  private static final Pattern INDEX = Pattern.compile("[0-9]{1,6}");
  private static final String NAME_OF_ELEMENTS = "rule";

  private final Problems problems;

  SpecEditor(Problems problems) {
    this.problems = problems;
  }

  void apply(SpecOverride override, Mapping root, SchemaNode schema) {
    List<String> path = List.of(override.path().replaceAll("\\[([0-9]+)]", ".$1").split("[.]", -1));
    new Walk(override, path).into(root, schema, 0);
  }

  private final class Walk {
    private final SpecOverride override;
    private final List<String> path;
    private final Place place;

    Walk(SpecOverride override, List<String> path) {
      this.override = override;
      this.path = path;
      this.place = Place.of(override.origin());
    }

    /** Whether the value was put in; otherwise a problem says why. */
    private boolean into(YamlValue at, SchemaNode schema, int depth) {
      if (at instanceof Mapping mapping && schema.isMapping()) {
        return member(mapping, schema, depth);
      }
      if (at instanceof Sequence sequence && schema.isList()) {
        return element(sequence, schema, depth);
      }
      return problem(
          "'"
              + before(depth)
              + "' is a single value, so there is no '"
              + path.get(depth)
              + "' in it");
    }

    private boolean member(Mapping mapping, SchemaNode schema, int depth) {
      String key = path.get(depth);
      int next = depth + 1;
      SchemaNode child = schema.member(key);
      if (child == null) {
        return unknown("key", key, schema.keys(), depth);
      }
      if (schema.isOpen() && !child.isMapping()) {
        // An open mapping of single values takes the rest of the path for its key.
        key = String.join(".", path.subList(depth, path.size()));
        next = path.size();
      }
      if (key.isEmpty()) {
        return problem("the path has an empty part; write for example alerts.cooldown");
      }
      Member old = mapping.members().get(key);
      YamlValue value;
      if (next == path.size()) {
        value = value(child);
        if (override.replacesAlertSinks() && old != null && value instanceof Sequence folder) {
          PlainLines.keep(old.value(), folder);
        }
      } else {
        value = old == null || isEmpty(old.value()) ? empty(child) : old.value();
        if (!into(value, child, next)) {
          return false;
        }
      }
      if (value == null) {
        return false;
      }
      mapping.members().put(key, new Member(old == null ? place : old.key(), value));
      return true;
    }

    private boolean element(Sequence sequence, SchemaNode schema, int depth) {
      List<YamlValue> items = sequence.items();
      int index = index(items, path.get(depth), depth);
      if (index < 0) {
        return false;
      }
      if (depth + 1 < path.size()) {
        return into(items.get(index), schema.items(), depth + 1);
      }
      YamlValue value = value(schema.items());
      if (value != null) {
        items.set(index, value);
      }
      return value != null;
    }

    /** The index of an element by number or name; below zero where there is none. */
    private int index(List<YamlValue> items, String part, int depth) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        Optional<String> name = name(items.get(i));
        if (name.isPresent() && name.get().equals(part)) {
          return i;
        }
        name.ifPresent(names::add);
      }
      if (INDEX.matcher(part).matches()) {
        int index = Integer.parseInt(part);
        if (index < items.size()) {
          return index;
        }
        problem(
            "'"
                + before(depth)
                + "' has "
                + (items.size() == 1 ? "1 element" : items.size() + " elements")
                + ", counted from 0; there is no "
                + part);
      } else if (names.isEmpty()) {
        problem("'" + before(depth) + "' is a list; '" + part + "' is not an index such as 0");
      } else {
        unknown(NAME_OF_ELEMENTS, part, names, depth);
      }
      return -1;
    }

    private Optional<String> name(YamlValue item) {
      Member name = item instanceof Mapping rule ? rule.members().get(NAME_OF_ELEMENTS) : null;
      return name != null && name.value() instanceof Scalar scalar
          ? Optional.of(scalar.text())
          : Optional.empty();
    }

    private @Nullable YamlValue value(SchemaNode schema) {
      String text = override.value();
      boolean quoted = text.startsWith("\"") || text.startsWith("'");
      if (schema.isText() && !quoted && !text.isEmpty()) {
        // A text is taken as it stands: it may well look like YAML, as a glob does.
        return new Scalar(place, text, false);
      }
      return YamlReader.readOption(override.origin(), text, problems);
    }

    private boolean unknown(String what, String name, Collection<String> known, int depth) {
      return problem(
          "unknown "
              + what
              + " '"
              + name
              + "'"
              + (depth == 0 ? "" : " in " + before(depth))
              + NearestName.choice(name, known, "allowed"));
    }

    private boolean problem(String sentence) {
      problems.add(place, sentence);
      return false;
    }

    private String before(int depth) {
      return String.join(".", path.subList(0, depth));
    }

    /** What a path goes through where the text has nothing yet. */
    private YamlValue empty(SchemaNode schema) {
      if (schema.isMapping()) {
        return new Mapping(place, new LinkedHashMap<>());
      }
      return schema.isList() ? new Sequence(place, new ArrayList<>()) : new Scalar(place, "", true);
    }
  }

  private static boolean isEmpty(YamlValue value) {
    return value instanceof Scalar scalar
        && scalar.plain()
        && PlainScalar.resolve(scalar.text()).isNull();
  }
}
