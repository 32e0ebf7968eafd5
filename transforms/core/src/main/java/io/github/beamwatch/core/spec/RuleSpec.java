package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One rule: when is a metric of a series abnormal, and how bad is that. */
public record RuleSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("The rule's name, unique in the spec; the alert's type.")
        String rule,
    @JsonProperty(required = true)
        @JsonPropertyDescription("The metric or measure that the rule looks at.")
        String metric,
    @JsonPropertyDescription("What the value is compared with; unset for fixed limits.")
        @Nullable BaselineSpec baseline,
    @JsonProperty(required = true) @JsonPropertyDescription("The condition.") ConditionSpec when,
    @JsonPropertyDescription("How sure to be before it counts. Unset: no guard.")
        @Nullable GuardSpec guard,
    @JsonPropertyDescription(
            "What an anomalous window teaches the baseline: always, skipAnomalous or clip. Default"
                + " skipAnomalous.")
        Learn learn,
    @JsonPropertyDescription("How bad an anomaly is.") SeveritySpec severity,
    @JsonProperty("for")
        @JsonPropertyDescription(
            "How long the condition must hold, window after window, before the alert fires."
                + " Default 0s: at once.")
        Duration holdFor,
    @JsonPropertyDescription(
            "How long an alert goes on firing after its condition ended. Default 0s.")
        Duration keepFiringFor,
    @JsonPropertyDescription(
            "The alert's sentence, with {metric}, {labels}, {current}, {expected}, {deviation},"
                + " {samples}, {window} and {rule} filled in. A good one is made up where it is"
                + " unset.")
        @Nullable String message)
    implements Serializable {

  /** What an anomalous window teaches the baseline. */
  public enum Learn {
    @JsonProperty("always")
    ALWAYS,
    @JsonProperty("skipAnomalous")
    SKIP_ANOMALOUS,
    @JsonProperty("clip")
    CLIP
  }

  public RuleSpec {
    learn = learn == null ? Learn.SKIP_ANOMALOUS : learn;
    severity = severity == null ? SeveritySpec.DEFAULT : severity;
    holdFor = holdFor == null ? Duration.ZERO : holdFor;
    keepFiringFor = keepFiringFor == null ? Duration.ZERO : keepFiringFor;
  }
}
