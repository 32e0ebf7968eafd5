package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.pipelines.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;

/**
 * The Beam options of one run: what the user wrote, then defaults where the user wrote nothing.
 * (Beam itself refuses an option that is given twice, so a default cannot simply come first.)
 */
public final class BeamArguments {
  private final OptionCatalog catalog = new OptionCatalog();
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  /**
   * Reads what the user wrote.
   *
   * @throws UserException for anything that is not {@code --name=value} with a known name
   */
  public static BeamArguments of(List<String> arguments) {
    BeamArguments parsed = new BeamArguments();
    arguments.forEach(parsed::read);
    return parsed;
  }

  /** The value the option has so far; null when nobody has set it. */
  public @Nullable String get(String name) {
    List<String> given = values.get(name);
    return given == null ? null : given.get(given.size() - 1);
  }

  /** Whether the option is set. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * Refuses values that are known to do harm.
   *
   * @param reason the rest of a sentence that begins with the option as it was written
   */
  public BeamArguments refuse(String name, Predicate<String> harmful, String reason) {
    String value = get(name);
    if (value != null && harmful.test(value)) {
      throw new UserException(flag(name, value) + " " + reason);
    }
    return this;
  }

  /** Sets an option unless it is set. */
  public BeamArguments setDefault(String name, Object value) {
    values.putIfAbsent(name, List.of(String.valueOf(value)));
    return this;
  }

  /** The arguments in Beam's notation. */
  public List<String> toArguments() {
    List<String> arguments = new ArrayList<>();
    values.forEach((name, given) -> given.forEach(value -> arguments.add(flag(name, value))));
    return arguments;
  }

  /**
   * Beam's own view of them.
   *
   * @throws UserException for a value that the option does not take
   */
  public PipelineOptions toOptions() {
    String[] arguments = toArguments().toArray(String[]::new);
    try {
      return PipelineOptionsFactory.fromArgs(arguments).create();
    } catch (IllegalArgumentException e) {
      throw new UserException(explain(e));
    }
  }

  private void read(String argument) {
    if (!argument.startsWith("--") || argument.length() == 2) {
      throw new UserException(
          "unexpected argument '%s': Beam options are written --name=value".formatted(argument));
    }
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
    String value = equals < 0 ? "true" : argument.substring(equals + 1);
    if (!catalog.knows(name)) {
      throw new UserException("unknown option --%s%s".formatted(name, catalog.suggestion(name)));
    }
    List<String> given = values.computeIfAbsent(name, unused -> new ArrayList<>());
    if (!given.isEmpty() && !catalog.repeatable(name)) {
      throw new UserException("--%s is given twice; once is enough".formatted(name));
    }
    given.add(value);
  }

  /** Beam's message speaks of classes and setters; find the option it means instead. */
  private String explain(IllegalArgumentException failure) {
    for (Map.Entry<String, List<String>> option : values.entrySet()) {
      for (String value : option.getValue()) {
        try {
          PipelineOptionsFactory.fromArgs(flag(option.getKey(), value)).create();
        } catch (IllegalArgumentException e) {
          return "--%s='%s' is not a value of that option; it takes %s"
              .formatted(option.getKey(), value, catalog.allowed(option.getKey()));
        }
      }
    }
    return "the Beam options do not fit together: " + failure.getMessage();
  }

  private static String flag(String name, String value) {
    return "--" + name + "=" + value;
  }
}
