package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** When a value is abnormal: exactly one of these; all comparisons are strict. */
public record ConditionSpec(
    @JsonPropertyDescription("The value is below this number.") @Nullable Double below,
    @JsonPropertyDescription("The value is above this number.") @Nullable Double above,
    @JsonPropertyDescription("The value is below this share of the baseline.")
        @Nullable Double belowRatio,
    @JsonPropertyDescription("The value is above this multiple of the baseline.")
        @Nullable Double aboveRatio)
    implements Serializable {}
