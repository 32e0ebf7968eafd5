package io.github.beamwatch.pipelines.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Texts to load, and how tests load them. */
final class SpecTexts {

  /** A spec with a little of everything, and nothing wrong. */
  static final String VALID = resource("valid.yaml");

  private SpecTexts() {}

  static String resource(String name) {
    try (InputStream in = SpecTexts.class.getResourceAsStream("/specs/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@link #VALID} with one text replaced by another, where it first stands. */
  static String valid(String text, String replacement) {
    int at = VALID.indexOf(text);
    if (at < 0) {
      throw new IllegalArgumentException("the valid spec does not hold: " + text);
    }
    return VALID.substring(0, at) + replacement + VALID.substring(at + text.length());
  }

  static LoadedSpec load(String text, String... sets) {
    return load(text, Map.of(), sets);
  }

  static LoadedSpec load(String text, Map<String, String> environment, String... sets) {
    List<SpecOverride> overrides = Stream.of(sets).map(SpecOverride::parse).toList();
    return SpecLoader.load(new SpecText("spec.yaml", text), overrides, environment);
  }

  /** Every problem as it is printed; empty when the text is good. */
  static List<String> problems(String text, String... sets) {
    return problems(text, Map.of(), sets);
  }

  static List<String> problems(String text, Map<String, String> environment, String... sets) {
    InvalidSpecException invalid =
        catchThrowableOfType(InvalidSpecException.class, () -> load(text, environment, sets));
    return invalid == null
        ? List.of()
        : invalid.problems().stream().map(PlacedProblem::toString).toList();
  }
}
