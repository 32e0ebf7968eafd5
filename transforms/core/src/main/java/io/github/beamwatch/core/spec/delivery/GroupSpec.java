package io.github.beamwatch.core.spec.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** Which alerts share a message. Firing and resolved ones never do. */
public record GroupSpec(
    @JsonPropertyDescription(
            "What alerts of one message have in common: alert_type, severity, pipeline, metric_name,"
                + " window_end, or names of labels. Default [pipeline, alert_type, window_end].")
        List<String> by,
    @JsonProperty("wait")
        @JsonPropertyDescription(
            "How long the first alert of a message waits for others. Of files, none waits: all is"
                + " there. Default 5s.")
        Duration waitFor,
    @JsonPropertyDescription(
            "The most alerts of one message, 1 to 1000; further ones make another. Default 100.")
        Integer maxAlerts)
    implements Serializable {

  public static final List<String> DEFAULT_BY = List.of("pipeline", "alert_type", "window_end");
  public static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);
  public static final int DEFAULT_MAX_ALERTS = 100;

  public GroupSpec {
    by = by == null ? DEFAULT_BY : List.copyOf(by);
    waitFor = waitFor == null ? DEFAULT_WAIT : waitFor;
    maxAlerts = maxAlerts == null ? DEFAULT_MAX_ALERTS : maxAlerts;
  }
}
