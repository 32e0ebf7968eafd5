package io.github.beamwatch.core.spec.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** What an event gets from the history of one of its entities. */
public record HistorySpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("The field that names the entity, such as customer_id.")
        String entity,
    @JsonPropertyDescription(
            "Windows, such as [1d, 7d, 30d], over which the entity's events are counted and their"
                + " amounts averaged, the event itself among them. Default none.")
        List<Duration> spend,
    @JsonPropertyDescription(
            "Windows over which the entity's share of bad events is taken. They end labels.delay"
                + " before the event. Default none.")
        List<Duration> risk)
    implements Serializable {
  public HistorySpec {
    spend = spend == null ? List.of() : List.copyOf(spend);
    risk = risk == null ? List.of() : List.copyOf(risk);
  }
}
