package io.github.beamwatch.pipelines.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.core.check.LiveRules;
import io.github.beamwatch.core.live.RefusedRulesException;
import io.github.beamwatch.core.live.RuleDocument;
import io.github.beamwatch.core.live.RuleReader;
import io.github.beamwatch.core.live.RuleVersion;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.pipelines.spec.YamlValue.Mapping;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads versions of the rules for a job: YAML with {@code detect} and, if wanted, {@code
 * effectiveFrom}. Checked as a whole spec with these rules would be, in the same words.
 */
public final class RulesLoader implements RuleReader {
  private static final long serialVersionUID = 1L;

  static final String EFFECTIVE_FROM = "effectiveFrom";

  private final PipelineSpec spec;

  /** For the job that runs this spec. */
  public RulesLoader(PipelineSpec spec) {
    this.spec = spec;
  }

  /** The rules of the spec itself, which hold until there are others. */
  public RuleVersion first() {
    return new RuleVersion(spec, SpecVersion.of(spec), null);
  }

  @Override
  public RuleVersion read(RuleDocument document) throws RefusedRulesException {
    try {
      return load(document);
    } catch (InvalidSpecException e) {
      throw new RefusedRulesException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads and checks.
   *
   * @throws InvalidSpecException with everything that is wrong
   */
  public RuleVersion load(RuleDocument document) {
    Problems problems = new Problems();
    YamlValue yaml = YamlReader.readText(document.source(), document.text(), problems);
    if (yaml instanceof Mapping root) {
      fixed(root, problems);
    }
    Instant effectiveFrom = null;
    List<RuleSpec> rules = List.of();
    if (yaml != null) {
      // A worker's environment is not that of the one who wrote the rules.
      SpecShape shape = new SpecShape(new Variables(Map.of()), problems);
      ObjectNode tree = shape.read(yaml, SchemaNode.ofRules());
      effectiveFrom = instant(tree, problems);
      rules = SpecBinding.bind(tree, PipelineSpec.class).detect();
      problems.addMeaning(LiveRules.check(spec, rules));
    }
    if (!problems.isEmpty()) {
      throw new InvalidSpecException(document.source(), problems.inOrder());
    }
    PipelineSpec changed = spec.withDetect(rules);
    return new RuleVersion(changed, SpecVersion.of(changed), effectiveFrom);
  }

  /** What else a spec has is settled when the job starts. */
  private static void fixed(Mapping root, Problems problems) {
    for (String key : SchemaNode.published().keys()) {
      if (!key.equals("detect") && root.members().containsKey(key)) {
        problems.add(
            root.members().get(key).key(),
            "'%s' cannot change while the job runs; a version of the rules has detect and %s alone"
                .formatted(key, EFFECTIVE_FROM));
        root.members().remove(key);
      }
    }
  }

  private static @Nullable Instant instant(ObjectNode tree, Problems problems) {
    if (!tree.has(EFFECTIVE_FROM)) {
      return null;
    }
    String text = tree.remove(EFFECTIVE_FROM).asText();
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      problems.add(
          "/" + EFFECTIVE_FROM,
          "{} is not a time; write it with a date and a zone, such as 2026-11-23T14:00:00Z",
          text);
      return null;
    }
  }
}
