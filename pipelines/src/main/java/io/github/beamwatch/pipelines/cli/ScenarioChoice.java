package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.Scenario;
import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.pipelines.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The words of {@code --incidents}. */
final class ScenarioChoice {
  private ScenarioChoice() {}

  static List<Scenario> of(List<String> words) {
    if (words.isEmpty()) {
      return AdEventGenerator.DEFAULT_SCENARIOS;
    }
    if (words.equals(List.of("all"))) {
      return List.of(Scenario.values());
    }
    if (words.equals(List.of("none"))) {
      return List.of();
    }
    return words.stream().map(ScenarioChoice::scenario).toList();
  }

  private static Scenario scenario(String word) {
    String wanted = word.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    for (Scenario scenario : Scenario.values()) {
      if (scenario.word().equals(wanted)) {
        return scenario;
      }
    }
    List<String> known = new ArrayList<>(List.of("all", "none"));
    Arrays.stream(Scenario.values()).map(Scenario::word).forEach(known::add);
    throw new UserException(
        "--incidents: unknown scenario '%s'%s"
            .formatted(word, NearestName.choice(wanted, known, "scenarios")));
  }
}
