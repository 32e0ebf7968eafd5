package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** How sure to be before an abnormal value counts as an anomaly. */
public record GuardSpec(
    @JsonPropertyDescription(
            "The value must be this improbable under the baseline, given how many events both rest"
                + " on, by itself or together with the unbroken run of abnormal windows before it;"
                + " for example 1.0e-4. Unset: not tested.")
        @Nullable Double significance,
    @JsonPropertyDescription("Windows a baseline must have learned before it judges. Default 0.")
        Integer warmup,
    @JsonPropertyDescription("Fewer events than this in a window say nothing. Default 0.")
        Long minSamples,
    @JsonPropertyDescription(
            "The value must be at least this far from the expected one. Default 0.")
        Double minAbsDelta,
    @JsonPropertyDescription(
            "The value must differ from the expected one by at least this share of it, such as 0.1."
                + " Default 0.")
        Double minRelDelta)
    implements Serializable {

  public GuardSpec {
    warmup = warmup == null ? 0 : warmup;
    minSamples = minSamples == null ? 0L : minSamples;
    minAbsDelta = minAbsDelta == null ? 0.0 : minAbsDelta;
    minRelDelta = minRelDelta == null ? 0.0 : minRelDelta;
  }
}
