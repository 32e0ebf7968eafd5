package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One rule: when is a metric of a series abnormal, and how bad is that. */
public record RuleSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("The rule's name, unique in the spec; the alert's type.")
        String rule,
    @JsonPropertyDescription("The metric or measure that the rule looks at.")
        @Nullable String metric,
    @JsonPropertyDescription(
            "Instead of metric: several that a detector looks at together, as the channels of one"
                + " process.")
        List<String> metrics,
    @JsonPropertyDescription(
            "What scores the values: auto, or another of the detector library. Instead of baseline"
                + " and when.")
        @Nullable DetectorSpec detector,
    @JsonPropertyDescription(
            "Instead of a metric: the rule is that the series must not fall silent.")
        @Nullable AbsenceSpec absent,
    @JsonPropertyDescription(
            "Only with detector: which side of the expected value is abnormal: up, down or both."
                + " Default both.")
        Direction direction,
    @JsonPropertyDescription(
            "Only with detector: after this long without anything learned, because all was"
                + " abnormal or nothing came, the detector begins anew; so a new level that lasts"
                + " is accepted then. Default 24h.")
        @Nullable Duration ttl,
    @JsonPropertyDescription("What the value is compared with; unset for fixed limits.")
        @Nullable BaselineSpec baseline,
    @JsonPropertyDescription("The condition, where there is no detector.")
        @Nullable ConditionSpec when,
    @JsonPropertyDescription("How sure to be before it counts. Unset: no guard.")
        @Nullable GuardSpec guard,
    @JsonPropertyDescription(
            "What an anomalous window teaches the baseline or the detector: always, skipAnomalous or"
                + " clip. Default skipAnomalous, or what suits the detector.")
        @Nullable Learn learn,
    @JsonPropertyDescription("How bad an anomaly is.") SeveritySpec severity,
    @JsonProperty("for")
        @JsonPropertyDescription(
            "How long the condition must hold, window after window, before the alert fires."
                + " Default 0s: at once.")
        Duration holdFor,
    @JsonPropertyDescription(
            "In how many of the last windows the condition must hold before the alert fires."
                + " Default: in the newest.")
        @Nullable OccurrencesSpec occurrences,
    @JsonPropertyDescription(
            "How long an alert goes on firing after its condition ended. Default 0s.")
        Duration keepFiringFor,
    @JsonPropertyDescription(
            "The alert's sentence, with {metric}, {labels}, {value}, {current}, {expected}, {deviation},"
                + " {samples}, {window} and {rule} filled in. A good one is made up where it is"
                + " unset.")
        @Nullable String message,
    @JsonPropertyDescription(
            "shadow: the rule is scored and counted, and sends nothing. Default active.")
        Mode mode)
    implements Serializable {

  /** Which side of the expected value is abnormal. */
  public enum Direction {
    @JsonProperty("up")
    UP,
    @JsonProperty("down")
    DOWN,
    @JsonProperty("both")
    BOTH
  }

  /** Whether a rule's alerts are sent. */
  public enum Mode {
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("shadow")
    SHADOW
  }

  /**
   * M of N.
   *
   * @param atLeast windows in which the condition holds
   * @param of the newest so many windows, at most 64
   */
  public record OccurrencesSpec(
      @JsonProperty(required = true) @JsonPropertyDescription("Windows in which it must hold.")
          Integer atLeast,
      @JsonProperty(required = true)
          @JsonPropertyDescription("Of so many newest windows; at most 64.")
          Integer of)
      implements Serializable {}

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
    metrics = metrics == null ? List.of() : List.copyOf(metrics);
    direction = direction == null ? Direction.BOTH : direction;
    mode = mode == null ? Mode.ACTIVE : mode;
    learn = learn == null && detector == null ? Learn.SKIP_ANOMALOUS : learn;
    severity = severity == null ? SeveritySpec.DEFAULT : severity;
    holdFor = holdFor == null ? Duration.ZERO : holdFor;
    keepFiringFor = keepFiringFor == null ? Duration.ZERO : keepFiringFor;
  }

  /** A rule that compares one metric with limits or with a baseline, and is active. */
  public static RuleSpec comparing(
      String rule,
      String metric,
      @Nullable BaselineSpec baseline,
      @Nullable ConditionSpec when,
      @Nullable GuardSpec guard,
      Learn learn,
      SeveritySpec severity,
      Duration holdFor,
      Duration keepFiringFor,
      @Nullable String message) {
    return new RuleSpec(
        rule,
        metric,
        List.of(),
        null,
        null,
        Direction.BOTH,
        null,
        baseline,
        when,
        guard,
        learn,
        severity,
        holdFor,
        null,
        keepFiringFor,
        message,
        Mode.ACTIVE);
  }

  /** The metrics that the rule looks at: one, or the channels of its detector. */
  public List<String> channels() {
    return metric == null ? metrics : List.of(metric);
  }
}
