package io.github.beamwatch.core.spec.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SinksSpec;
import io.github.beamwatch.core.spec.SourceSpec;
import io.github.beamwatch.core.spec.ranking.ReportSpec;
import io.github.beamwatch.core.spec.ranking.TopSpec;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ranking of events, as its YAML says it. Every value is resolved. */
public record EventRankingSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("The version of this format: beamwatch/v1.")
        String apiVersion,
    @JsonProperty(required = true)
        @JsonPropertyDescription("What this file describes: event-ranking.")
        String kind,
    @JsonProperty(required = true) @JsonPropertyDescription("The ranking's name.") String name,
    @JsonPropertyDescription("One sentence: what this ranking finds.") @Nullable String description,
    @JsonProperty(required = true) @JsonPropertyDescription("Where the events come from: files.")
        SourceSpec source,
    @JsonProperty(required = true) @JsonPropertyDescription("How a record becomes an event.")
        ParseSpec parse,
    @JsonProperty(required = true) @JsonPropertyDescription("What is looked at.")
        EventFeaturesSpec features,
    @JsonPropertyDescription("What became known of events, and when. Unset: nothing.")
        @Nullable EventLabelsSpec labels,
    @JsonPropertyDescription("What tells bad events from others.") EventModelSpec model,
    @JsonPropertyDescription(
            "Which events are scored; those before are history to them. Default all.")
        SpanSpec score,
    @JsonPropertyDescription("How much of the ranking's head is told.") TopSpec top,
    @JsonPropertyDescription("Where results go.") EventSinksSpec sinks,
    @JsonPropertyDescription("A report for people. Unset: none.") @Nullable ReportSpec report)
    implements Serializable {

  /** The value of {@code kind}. */
  public static final String KIND = "event-ranking";

  public EventRankingSpec {
    model = model == null ? EventModelSpec.DEFAULT : model;
    score = score == null ? SpanSpec.ALL : score;
    top = top == null ? TopSpec.DEFAULT : top;
    sinks = sinks == null ? EventSinksSpec.DEFAULT : sinks;
  }

  /**
   * Its source, parser and dead letters as those of a pipeline, for whoever opens and checks
   * connectors: the fields that it reads as texts are labels there, and the amount is a sum.
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
            features == null ? List.of() : features.texts(),
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
