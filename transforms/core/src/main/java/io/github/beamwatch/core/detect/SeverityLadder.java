package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.spec.Severity;
import io.github.beamwatch.core.spec.SeveritySpec;
import io.github.beamwatch.core.spec.SeveritySpec.TierSpec;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The worst tier that a deviation reaches. */
record SeverityLadder(SeveritySpec spec) implements Serializable {

  /** {@code deviationPercent} may be NaN: then it reaches no tier. */
  Severity of(double deviationPercent) {
    if (reached(spec.critical(), deviationPercent)) {
      return Severity.CRITICAL;
    }
    if (reached(spec.high(), deviationPercent)) {
      return Severity.HIGH;
    }
    if (reached(spec.medium(), deviationPercent)) {
      return Severity.MEDIUM;
    }
    if (reached(spec.low(), deviationPercent)) {
      return Severity.LOW;
    }
    return spec.base();
  }

  private static boolean reached(@Nullable TierSpec tier, double deviation) {
    if (tier == null) {
      return false;
    }
    Double drop = tier.dropPercent();
    Double rise = tier.risePercent();
    return (drop != null && deviation < -drop) || (rise != null && deviation > rise);
  }
}
