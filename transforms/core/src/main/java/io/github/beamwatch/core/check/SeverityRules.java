package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.SeveritySpec;
import io.github.beamwatch.core.spec.SeveritySpec.TierSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks of severity tiers. */
final class SeverityRules {

  private SeverityRules() {}

  static void check(String path, SeveritySpec severity, Findings findings) {
    Map<String, @Nullable TierSpec> tiers = new LinkedHashMap<>();
    tiers.put("low", severity.low());
    tiers.put("medium", severity.medium());
    tiers.put("high", severity.high());
    tiers.put("critical", severity.critical());
    tiers.values().removeIf(tier -> tier == null);
    tiers.forEach(
        (name, tier) -> {
          if (tier != null) {
            tier(path + "/" + name, tier, findings);
          }
        });
    stricter(path, "dropPercent", tiers, TierSpec::dropPercent, findings);
    stricter(path, "risePercent", tiers, TierSpec::risePercent, findings);
  }

  private static void tier(String path, TierSpec tier, Findings findings) {
    Double drop = tier.dropPercent();
    Double rise = tier.risePercent();
    if (drop == null && rise == null) {
      findings.add(path, "needs dropPercent, risePercent or both");
    }
    if (drop != null && !(drop > 0 && drop < 100)) {
      findings.add(
          path + "/dropPercent", "{} is not allowed; write a number above 0 and below 100", drop);
    }
    if (rise != null && !(rise > 0)) {
      findings.add(path + "/risePercent", "{} is not allowed; write a number above 0", rise);
    }
  }

  /** A worse tier that is reached earlier would hide the milder one. */
  private static void stricter(
      String path,
      String key,
      Map<String, @Nullable TierSpec> tiers,
      Function<TierSpec, @Nullable Double> limit,
      Findings findings) {
    String milder = null;
    double milderLimit = 0;
    for (Map.Entry<String, @Nullable TierSpec> tier : tiers.entrySet()) {
      Double here = tier.getValue() == null ? null : limit.apply(tier.getValue());
      if (here == null) {
        continue;
      }
      if (milder != null && here <= milderLimit) {
        findings.add(
            path + "/" + tier.getKey() + "/" + key,
            "{} is not above that of " + milder + ", so that tier is never used",
            here);
      }
      milder = tier.getKey();
      milderLimit = here;
    }
  }
}
