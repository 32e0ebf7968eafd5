package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How events become metrics: one metric point per series and window. */
public record MeasureSpec(
    @JsonPropertyDescription(
            "The fields whose values tell one series from another. Default none: a single series.")
        List<String> groupBy,
    @JsonProperty(required = true)
        @JsonPropertyDescription("The length of the tumbling event-time windows, such as 1m.")
        Duration window,
    @JsonPropertyDescription(
            "How much longer a window stays open for events that come late. Default 0s.")
        Duration allowedLateness,
    @JsonProperty(required = true)
        @JsonPropertyDescription("Named aggregates over the events of a window.")
        Map<String, AggregateSpec> measures,
    @JsonPropertyDescription(
            "Named CEL expressions over the measures, for example 100.0 * clicks / impressions. A"
                + " measure is a metric of the same name without being listed.")
        Map<String, String> metrics)
    implements Serializable {

  public MeasureSpec {
    groupBy = groupBy == null ? List.of() : List.copyOf(groupBy);
    allowedLateness = allowedLateness == null ? Duration.ZERO : allowedLateness;
    measures =
        measures == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    metrics =
        metrics == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
