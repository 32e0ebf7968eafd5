package io.github.beamwatch.core.check;

import io.github.beamwatch.core.detect.SpecDetectors;
import io.github.beamwatch.core.detector.DetectorKind.Channels;
import io.github.beamwatch.core.detector.Detectors;
import io.github.beamwatch.core.spec.DetectorSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks of a rule that has a detector, and of what such a rule cannot have beside it. */
final class DetectorRules {

  private DetectorRules() {}

  static void check(String at, RuleSpec rule, DetectorSpec detector, Findings findings) {
    Map<String, Boolean> foreign = new LinkedHashMap<>();
    foreign.put("when", rule.when() != null);
    foreign.put("baseline", rule.baseline() != null);
    foreign.put("guard/significance", rule.guard() != null && rule.guard().significance() != null);
    foreign.put("guard/warmup", rule.guard() != null && rule.guard().warmup() > 0);
    foreign.forEach(
        (key, present) -> {
          if (present) {
            findings.add(
                at + "/" + key,
                "does not go with detector, which has its own; leave one of them out");
          }
        });
    findings.positive(at + "/ttl", rule.ttl());
    if (detector.name().isEmpty()) {
      return; // reported where the key was read
    }
    detector(at + "/detector/" + detector.name(), detector, rule.channels().size(), findings);
  }

  private static void detector(
      String path, DetectorSpec detector, int channels, Findings findings) {
    boolean composed =
        detector.name().equals(DetectorSpec.ENSEMBLE)
            || detector.name().equals(DetectorSpec.CALIBRATED)
            || detector.name().equals(DetectorSpec.SUPPRESS_TAIL);
    if (composed && detector.of().isEmpty()) {
      findings.add(path + "/of", "is missing; name a detector, such as of: [ewma_z]");
      return;
    }
    if (detector.name().equals(DetectorSpec.ENSEMBLE) && detector.combine() == null) {
      findings.add(path + "/combine", "is missing; write any, all, majority, mean or max");
      return;
    }
    for (int i = 0; i < detector.of().size(); i++) {
      DetectorSpec member = detector.of().get(i);
      if (!member.name().isEmpty()) {
        detector(Findings.at(path + "/of", i) + "/" + member.name(), member, channels, findings);
      }
    }
    try {
      SpecDetectors.of(detector);
    } catch (IllegalArgumentException e) {
      if (!composed) {
        findings.add(path, "cannot be used: " + e.getMessage());
      }
    }
    Detectors.named(detector.name())
        .ifPresent(
            kind -> {
              if (kind.channels() == Channels.ONE && channels > 1) {
                findings.add(
                    path,
                    "looks at one metric, and the rule has "
                        + channels
                        + "; write a rule for each, or take a detector for several: "
                        + Findings.list(
                            Detectors.all().stream()
                                .filter(other -> other.channels() != Channels.ONE)
                                .map(other -> other.name())
                                .toList()));
              } else if (kind.channels() == Channels.SEVERAL && channels == 1) {
                findings.add(path, "looks at several metrics together; write metrics: [a, b]");
              }
            });
  }
}
