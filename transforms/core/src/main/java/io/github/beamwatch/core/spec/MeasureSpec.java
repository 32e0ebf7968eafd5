package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How events become metrics: one metric point per series and window. */
public record MeasureSpec(
    @JsonPropertyDescription(
            "The fields whose values tell one series from another. Default none: a single series.")
        List<String> groupBy,
    @JsonPropertyDescription(
            "The length of the tumbling event-time windows, such as 1m. Unset: every event is a"
                + " point of its own; events of one series with the same timestamp, to the"
                + " millisecond, are one point.")
        @Nullable Duration window,
    @JsonPropertyDescription(
            "How much longer a window stays open for events that come late. Default 0s.")
        Duration allowedLateness,
    @JsonProperty(required = true)
        @JsonPropertyDescription("Named aggregates over the events of a window.")
        Map<String, AggregateSpec> measures,
    @JsonPropertyDescription(
            "Named CEL expressions over the measures, for example 100.0 * clicks / impressions. A"
                + " measure is a metric of the same name without being listed.")
        Map<String, String> metrics,
    @JsonPropertyDescription(
            "What the rules see of a window without events between two with: ignore (nothing), zero"
                + " (counts and sums are 0), previous (the last values again). Filled windows are"
                + " marked imputed. Default ignore.")
        Gaps gaps)
    implements Serializable {

  /** What stands for a window without events. */
  public enum Gaps {
    @JsonProperty("ignore")
    IGNORE,
    @JsonProperty("zero")
    ZERO,
    @JsonProperty("previous")
    PREVIOUS
  }

  public MeasureSpec {
    gaps = gaps == null ? Gaps.IGNORE : gaps;
    groupBy = groupBy == null ? List.of() : List.copyOf(groupBy);
    allowedLateness = allowedLateness == null ? Duration.ZERO : allowedLateness;
    measures =
        measures == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    metrics =
        metrics == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
