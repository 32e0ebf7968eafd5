package io.github.beamwatch.pipelines.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes records so that equal ones have equal texts, in every Java and in later releases: keys
 * sorted, numbers exact, durations in milliseconds. A component that has its default is not
 * written: so a release that knows more keys writes an old spec as before, as long as defaults do
 * not change, which within {@code beamwatch/v1} they must not.
 */
final class CanonicalText {

  private final StringBuilder out = new StringBuilder();

  private CanonicalText() {}

  static String of(Record value) {
    CanonicalText text = new CanonicalText();
    text.record(value);
    return text.out.toString();
  }

  private void value(Object value) {
    if (value instanceof Record nested) {
      record(nested);
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, member) -> sorted.put(String.valueOf(key), member));
      members(sorted);
    } else if (value instanceof List<?> list) {
      out.append('[');
      list.forEach(
          item -> {
            value(item);
            out.append(',');
          });
      out.append(']');
    } else if (value instanceof Double number) {
      // Exactly, since the shortest text of a double is not the same in every Java.
      out.append(new BigDecimal(number).stripTrailingZeros().toPlainString());
    } else if (value instanceof Duration duration) {
      out.append(duration.toMillis()).append("ms");
    } else if (value instanceof Enum<?> constant) {
      out.append(constant.name());
    } else if (value instanceof CharSequence text) {
      text(text.toString());
    } else {
      out.append(value);
    }
  }

  private void record(Record value) {
    RecordComponent[] components = value.getClass().getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = read(components[i], value);
    }
    Map<String, Object> set = new TreeMap<>();
    for (int i = 0; i < components.length; i++) {
      Object here = values[i];
      if (here != null && !here.equals(defaultOf(value, components, values, i))) {
        set.put(key(components[i]), here);
      }
    }
    members(set);
  }

  private void members(Map<String, Object> sorted) {
    out.append('{');
    sorted.forEach(
        (key, member) -> {
          text(key);
          out.append(':');
          value(member);
          out.append(',');
        });
    out.append('}');
  }

  private void text(String text) {
    out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
  }

  /** What the component becomes where nothing is given for it. */
  private static @Nullable Object defaultOf(
      Record value, RecordComponent[] components, @Nullable Object[] values, int index) {
    @Nullable Object[] without = Arrays.copyOf(values, values.length);
    without[index] = null;
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<? extends Record> constructor = value.getClass().getDeclaredConstructor(types);
      return read(components[index], constructor.newInstance(without));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record of the spec that takes no null: " + value, e);
    }
  }

  private static @Nullable Object read(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record of the spec that cannot be read", e);
    }
  }

  /** The name in YAML. */
  private static String key(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    String name = property == null ? "" : property.value();
    return name.isEmpty() ? component.getName() : name;
  }
}
