package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** What becomes of an anomaly, and where alerts go. */
public record AlertsSpec(
    @JsonPropertyDescription(
            "After an alert was sent, the same rule of the same series sends no new one for this"
                + " long (event time). Default 10m.")
        Duration cooldown,
    @JsonPropertyDescription(
            "true: an incident is one alert, sent when it fires and again when it is resolved."
                + " false: every window outside the cooldown in which the condition holds is an"
                + " alert of its own. Default true.")
        Boolean sendResolved,
    @JsonPropertyDescription("Where alerts go.") List<SinkSpec> sinks)
    implements Serializable {

  public static final Duration DEFAULT_COOLDOWN = Duration.ofMinutes(10);
  public static final AlertsSpec DEFAULT = new AlertsSpec(DEFAULT_COOLDOWN, true, List.of());

  public AlertsSpec {
    cooldown = cooldown == null ? DEFAULT_COOLDOWN : cooldown;
    sendResolved = sendResolved == null ? Boolean.TRUE : sendResolved;
    sinks = sinks == null ? List.of() : List.copyOf(sinks);
  }
}
