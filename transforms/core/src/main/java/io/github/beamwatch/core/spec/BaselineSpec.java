package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What a value is compared with: exactly one of these. */
public record BaselineSpec(
    @JsonPropertyDescription("An exponential moving average of the series' own past.")
        @Nullable EmaSpec ema)
    implements Serializable {}
