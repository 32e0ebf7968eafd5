package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SpecProblem;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a spec must satisfy beyond its types: combinations, ranges and names that refer to one
 * another. Pure; every problem is found, not just the first.
 *
 * <p>A required value that is null is passed over in silence, although its type forbids it: it
 * could not be read, and whoever read the text has reported that already.
 */
public final class SpecRules {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,199}");

  private SpecRules() {}

  /** Everything that is wrong with {@code spec}; empty when nothing is. */
  public static List<SpecProblem> check(PipelineSpec spec) {
    Findings findings = new Findings();
    header(spec, findings);
    if (spec.source() != null) {
      ConnectorRules.source("/source", spec.source(), findings);
    }
    if (spec.parse() != null) {
      ParseRules.check("/parse", spec, findings);
    }
    if (spec.measure() != null) {
      MeasureRules.check("/measure", spec.measure(), findings);
    }
    PrivacyRules.check("/privacy", spec, findings);
    LiveRules.check("/liveRules", spec, findings);
    DetectRules.check("/detect", spec.detect(), spec.measure(), findings);
    findings.notNegative("/alerts/cooldown", spec.alerts().cooldown());
    ConnectorRules.sinks(spec, findings);
    return findings.all();
  }

  static void header(PipelineSpec spec, Findings findings) {
    if (spec.apiVersion() != null && !spec.apiVersion().equals(PipelineSpec.API_VERSION)) {
      findings.add(
          "/apiVersion",
          "{} is not known to this release; write " + PipelineSpec.API_VERSION,
          spec.apiVersion());
    }
    name(spec.name(), findings);
  }

  /** Of a pipeline or a delivery. */
  static void name(@Nullable String name, Findings findings) {
    if (name != null && !NAME.matcher(name).matches()) {
      findings.add(
          "/name",
          "{} cannot be a pipeline's name; use up to 200 letters, digits, '-', '_' and '.', a letter"
              + " or digit first",
          name);
    }
  }
}
