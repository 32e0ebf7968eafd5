package io.github.beamwatch.core.spec.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.Severity;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an alert must be like: all that is set must hold, by one of the values given. */
public record MatchSpec(
    @JsonPropertyDescription("Names of rules.") List<String> alertType,
    @JsonPropertyDescription("Severities: low, medium, high, critical.") List<Severity> severity,
    @JsonPropertyDescription("Names of pipelines.") List<String> pipeline,
    @JsonPropertyDescription("firing, resolved.") List<Status> status,
    @JsonPropertyDescription(
            "By label, a regular expression for the whole value; plain text stands for itself, and"
                + " US|UK for either.")
        Map<String, String> labels)
    implements Serializable {

  /** The states of an alert. */
  public enum Status {
    @JsonProperty("firing")
    FIRING,
    @JsonProperty("resolved")
    RESOLVED
  }

  public MatchSpec {
    alertType = alertType == null ? List.of() : List.copyOf(alertType);
    severity = severity == null ? List.of() : List.copyOf(severity);
    pipeline = pipeline == null ? List.of() : List.copyOf(pipeline);
    status = status == null ? List.of() : List.copyOf(status);
    labels = labels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(labels));
  }
}
