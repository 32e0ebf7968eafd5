package io.github.beamwatch.pipelines.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.core.check.DeliveryRules;
import io.github.beamwatch.core.check.EventRankingRules;
import io.github.beamwatch.core.check.RankingRules;
import io.github.beamwatch.core.check.SpecRules;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import io.github.beamwatch.core.spec.events.EventRankingSpec;
import io.github.beamwatch.core.spec.ranking.RankingSpec;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.spec.YamlValue.Mapping;
import java.util.List;
import java.util.Map;

/**
 * Reads a spec: text, overrides and environment in, a checked spec out.
 *
 * <pre>{@code
 * LoadedSpec loaded =
 *     SpecLoader.load(
 *         SpecText.open("ad-metrics"),
 *         List.of(SpecOverride.parse("alerts.cooldown=5m")),
 *         System.getenv());
 * }</pre>
 */
public final class SpecLoader {

  private SpecLoader() {}

  /**
   * Reads and checks a spec. Overrides are applied in their order, before variables are filled in:
   * an unset variable in a value that is overridden does not matter.
   *
   * @throws InvalidSpecException with everything that is wrong
   */
  public static LoadedSpec load(
      SpecText text, List<SpecOverride> overrides, Map<String, String> environment) {
    SpecKind kind = SpecKind.of(text);
    if (kind != SpecKind.DETECTION) {
      throw new UserException(
          "'%s' is no detection: its kind is %s, and this command has no use for it"
              .formatted(text.source(), kind.word()));
    }
    Problems problems = new Problems();
    ObjectNode tree = read(text, overrides, environment, SchemaNode.published(), problems);
    tree.remove(SpecKind.KEY);
    PipelineSpec spec = SpecBinding.bind(tree, PipelineSpec.class);
    problems.addMeaning(SpecRules.check(spec));
    requireNone(text, problems);
    return new LoadedSpec(text.source(), spec, SpecVersion.of(spec));
  }

  /**
   * Reads and checks the spec of a delivery, in the same way.
   *
   * @throws InvalidSpecException with everything that is wrong
   */
  public static LoadedDelivery loadDelivery(
      SpecText text, List<SpecOverride> overrides, Map<String, String> environment) {
    Problems problems = new Problems();
    ObjectNode tree = read(text, overrides, environment, SchemaNode.ofDelivery(), problems);
    DeliverySpec spec = SpecBinding.bind(tree, DeliverySpec.class);
    problems.addMeaning(DeliveryRules.check(spec));
    requireNone(text, problems);
    return new LoadedDelivery(text.source(), spec, SpecVersion.of(spec));
  }

  /**
   * Reads and checks the spec of a ranking, in the same way.
   *
   * @throws InvalidSpecException with everything that is wrong
   */
  public static LoadedRanking loadRanking(
      SpecText text, List<SpecOverride> overrides, Map<String, String> environment) {
    Problems problems = new Problems();
    ObjectNode tree = read(text, overrides, environment, SchemaNode.ofRanking(), problems);
    RankingSpec spec = SpecBinding.bind(tree, RankingSpec.class);
    problems.addMeaning(RankingRules.check(spec));
    requireNone(text, problems);
    return new LoadedRanking(text.source(), spec, SpecVersion.of(spec));
  }

  /**
   * Reads and checks the spec of a ranking of events, in the same way.
   *
   * @throws InvalidSpecException with everything that is wrong
   */
  public static LoadedEventRanking loadEventRanking(
      SpecText text, List<SpecOverride> overrides, Map<String, String> environment) {
    Problems problems = new Problems();
    ObjectNode tree = read(text, overrides, environment, SchemaNode.ofEventRanking(), problems);
    EventRankingSpec spec = SpecBinding.bind(tree, EventRankingSpec.class);
    problems.addMeaning(EventRankingRules.check(spec));
    requireNone(text, problems);
    return new LoadedEventRanking(text.source(), spec, SpecVersion.of(spec));
  }

  private static ObjectNode read(
      SpecText text,
      List<SpecOverride> overrides,
      Map<String, String> environment,
      SchemaNode schema,
      Problems problems) {
    YamlValue yaml = YamlReader.readText(text.source(), text.text(), problems);
    if (yaml == null) {
      throw new InvalidSpecException(text.source(), problems.inOrder());
    }
    if (yaml instanceof Mapping root) {
      if (overrides.stream().anyMatch(SpecOverride::replacesSource)) {
        root.members().remove("liveRules"); // files are judged by detect
      }
      SpecEditor editor = new SpecEditor(problems);
      overrides.forEach(override -> editor.apply(override, root, schema));
    }
    return new SpecShape(new Variables(environment), problems).read(yaml, schema);
  }

  private static void requireNone(SpecText text, Problems problems) {
    if (!problems.isEmpty()) {
      throw new InvalidSpecException(text.source(), problems.inOrder());
    }
  }
}
