package io.github.beamwatch.core.spec.ranking;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SinksSpec;
import io.github.beamwatch.core.spec.SourceSpec;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ranking of entities, as its YAML says it. Every value is resolved. */
public record RankingSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("The version of this format: beamwatch/v1.")
        String apiVersion,
    @JsonProperty(required = true) @JsonPropertyDescription("What this file describes: ranking.")
        String kind,
    @JsonProperty(required = true) @JsonPropertyDescription("The ranking's name.") String name,
    @JsonPropertyDescription("One sentence: what this ranking finds.") @Nullable String description,
    @JsonProperty(required = true) @JsonPropertyDescription("Where the events come from: files.")
        SourceSpec source,
    @JsonProperty(required = true) @JsonPropertyDescription("How a record becomes an event.")
        ParseSpec parse,
    @JsonProperty(required = true) @JsonPropertyDescription("Who is ranked, and what is looked at.")
        FeaturesSpec features,
    @JsonPropertyDescription("What tells the unusual from the usual. Default: auto.")
        ModelSpec model,
    @JsonPropertyDescription("How much of the ranking's head is told.") TopSpec top,
    @JsonPropertyDescription("What the top has in common, compared with everybody.")
        InsightsSpec insights,
    @JsonPropertyDescription(
            "What is known of entities, to measure the model by. Unset: nothing is measured.")
        @Nullable LabelsSpec labels,
    @JsonPropertyDescription("Where results go.") RankingSinksSpec sinks,
    @JsonPropertyDescription("A report for people. Unset: none.") @Nullable ReportSpec report)
    implements Serializable {

  /** The value of {@code kind}. */
  public static final String KIND = "ranking";

  /** The only format version there is. */
  public static final String API_VERSION = PipelineSpec.API_VERSION;

  public RankingSpec {
    model = model == null ? ModelSpec.DEFAULT : model;
    top = top == null ? TopSpec.DEFAULT : top;
    insights = insights == null ? InsightsSpec.DEFAULT : insights;
    sinks = sinks == null ? RankingSinksSpec.DEFAULT : sinks;
  }

  /**
   * Its source, parser and sinks as those of a pipeline, for whoever opens and checks connectors:
   * the fields that it reads as texts are labels there, and the amount is a sum.
   */
  @SuppressWarnings("NullAway") // a pipeline that is connectors alone
  public PipelineSpec connectors() {
    return new PipelineSpec(
        apiVersion,
        name,
        description,
        source,
        parse,
        new MeasureSpec(
            features == null ? List.of() : features.texts(insights.columns()),
            null,
            null,
            features == null || features.amount() == null
                ? Map.of()
                : Map.of("amount", AggregateSpec.sumOf(features.amount())),
            null,
            null),
        List.of(),
        null,
        new SinksSpec(null, null, sinks.deadLetters()));
  }
}
