package io.github.beamwatch.pipelines.spec;

import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The specs that come with Beamwatch. */
public final class Templates {

  private static final List<String> NAMES =
      List.of(
          "ad-metrics",
          "ad-metrics-plain",
          "sensors",
          "transactions",
          "transactions-windowed",
          "deliver",
          "user-behaviour",
          "card-fraud");

  /**
   * A bundled template.
   *
   * @param name what {@code run} calls it
   * @param description one sentence
   */
  public record Template(String name, String description) {}

  private Templates() {}

  /** All of them, the recommended one first. */
  public static List<Template> list() {
    return NAMES.stream().map(name -> new Template(name, description(name))).toList();
  }

  static List<String> names() {
    return NAMES;
  }

  /**
   * The text of a template.
   *
   * @throws UserException when there is none of this name
   */
  public static SpecText read(String name) {
    if (!NAMES.contains(name)) {
      throw new UserException(
          "there is no template '" + name + "'" + NearestName.choice(name, NAMES, "templates"));
    }
    String resource = "/templates/" + name + ".yaml";
    try (InputStream in = Templates.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the jar");
      }
      return new SpecText(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String description(String name) {
    SpecText text = read(name);
    String description =
        switch (SpecKind.of(text)) {
          case DELIVERY -> SpecLoader.loadDelivery(text, List.of(), Map.of()).spec().description();
          case RANKING -> SpecLoader.loadRanking(text, List.of(), Map.of()).spec().description();
          case EVENT_RANKING ->
              SpecLoader.loadEventRanking(text, List.of(), Map.of()).spec().description();
          case DETECTION -> SpecLoader.load(text, List.of(), Map.of()).spec().description();
        };
    return description == null ? "" : description;
  }
}
