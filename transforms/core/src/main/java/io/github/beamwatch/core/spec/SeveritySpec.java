package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The worst tier that an anomaly reaches is its severity. */
public record SeveritySpec(
    @JsonPropertyDescription("The severity of an anomaly that reaches no tier. Default medium.")
        Severity base,
    @Nullable TierSpec low,
    @Nullable TierSpec medium,
    @Nullable TierSpec high,
    @Nullable TierSpec critical)
    implements Serializable {

  public static final SeveritySpec DEFAULT =
      new SeveritySpec(Severity.MEDIUM, null, null, null, null);

  public SeveritySpec {
    base = base == null ? Severity.MEDIUM : base;
  }

  /** Reached when one of its limits is passed (strictly). */
  public record TierSpec(
      @JsonPropertyDescription("The value is more than this many percent below the baseline.")
          @Nullable Double dropPercent,
      @JsonPropertyDescription("The value is more than this many percent above the baseline.")
          @Nullable Double risePercent)
      implements Serializable {}
}
