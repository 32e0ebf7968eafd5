package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pipeline, as its YAML says it. Every value is resolved: no placeholders are left. */
public record PipelineSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("The version of this format: beamwatch/v1.")
        String apiVersion,
    @JsonProperty(required = true)
        @JsonPropertyDescription("The pipeline's name; part of every alert's identity.")
        String name,
    @JsonPropertyDescription("One sentence: what this pipeline finds.")
        @Nullable String description,
    @JsonProperty(required = true) @JsonPropertyDescription("Where the events come from.")
        SourceSpec source,
    @JsonProperty(required = true) @JsonPropertyDescription("How a record becomes an event.")
        ParseSpec parse,
    @JsonProperty(required = true)
        @JsonPropertyDescription("How events become metrics per series and window.")
        MeasureSpec measure,
    @JsonPropertyDescription("The rules.") List<RuleSpec> detect,
    @JsonPropertyDescription("What becomes of an anomaly, and where alerts go.") AlertsSpec alerts,
    @JsonPropertyDescription("Where everything else goes: metrics, scores, dead letters.")
        SinksSpec sinks,
    @JsonPropertyDescription("What sensitive fields are hidden with: see parse.fields.")
        @Nullable PrivacySpec privacy,
    @JsonPropertyDescription(
            "Where newer versions of detect come from while the job runs. Unset: the rules stay.")
        @Nullable LiveRulesSpec liveRules)
    implements Serializable {

  /** The only format version there is. */
  public static final String API_VERSION = "beamwatch/v1";

  /** A spec without sensitive fields, whose rules stay. */
  public PipelineSpec(
      String apiVersion,
      String name,
      @Nullable String description,
      SourceSpec source,
      ParseSpec parse,
      MeasureSpec measure,
      List<RuleSpec> detect,
      AlertsSpec alerts,
      SinksSpec sinks) {
    this(apiVersion, name, description, source, parse, measure, detect, alerts, sinks, null, null);
  }

  /** The same with other rules. */
  public PipelineSpec withDetect(List<RuleSpec> rules) {
    return new PipelineSpec(
        apiVersion,
        name,
        description,
        source,
        parse,
        measure,
        rules,
        alerts,
        sinks,
        privacy,
        liveRules);
  }

  public PipelineSpec {
    detect = detect == null ? List.of() : List.copyOf(detect);
    alerts = alerts == null ? AlertsSpec.DEFAULT : alerts;
    sinks = sinks == null ? SinksSpec.DEFAULT : sinks;
  }
}
