package io.github.beamwatch.core.spec.events;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A span of event time. */
public record SpanSpec(
    @JsonPropertyDescription(
            "The first event time, such as 2018-07-25 or 2018-07-25T06:00:00Z. Unset: any.")
        @Nullable String from,
    @JsonPropertyDescription("The event time before which it ends. Unset: any.")
        @Nullable String until)
    implements Serializable {
  public static final SpanSpec ALL = new SpanSpec(null, null);
}
