package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.core.spec.NearestName;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;

/** The options that Beam and the runner on the class path know. */
final class OptionCatalog {
  private final Map<String, Class<?>> types = new TreeMap<>();

  OptionCatalog() {
    for (Class<? extends PipelineOptions> options : PipelineOptionsFactory.getRegisteredOptions()) {
      for (Method method : options.getMethods()) {
        String property = propertyOf(method);
        if (property != null) {
          types.put(property, method.getReturnType());
        }
      }
    }
  }

  boolean knows(String name) {
    return types.containsKey(name);
  }

  /** Whether the option may be given more than once. */
  boolean repeatable(String name) {
    Class<?> type = types.get(name);
    return type != null
        && (type.isArray()
            || Collection.class.isAssignableFrom(type)
            || Map.class.isAssignableFrom(type));
  }

  /** What the option takes, for a sentence. */
  String allowed(String name) {
    Class<?> type = types.getOrDefault(name, String.class);
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number";
    }
    if (type == Double.class || type == double.class) {
      return "a number";
    }
    return "a " + type.getSimpleName();
  }

  /** The end of a sentence about an unknown option. */
  String suggestion(String name) {
    return NearestName.of(name, types.keySet())
        .map(near -> "; did you mean --" + near + "?")
        .orElse("; Beam and this runner have none of that name");
  }

  private static @Nullable String propertyOf(Method method) {
    if (method.getParameterCount() != 0 || method.getReturnType() == void.class) {
      return null;
    }
    String name = method.getName();
    if (name.startsWith("get") && name.length() > 3) {
      return Introspector.decapitalize(name.substring(3));
    }
    if (name.startsWith("is") && name.length() > 2) {
      return Introspector.decapitalize(name.substring(2));
    }
    return null;
  }
}
