package io.github.beamwatch.core.spec.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SinksSpec;
import io.github.beamwatch.core.spec.SourceSpec;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A delivery, as its YAML says it: alerts in, messages out. Every value is resolved. */
public record DeliverySpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("The version of this format: beamwatch/v1.")
        String apiVersion,
    @JsonProperty(required = true) @JsonPropertyDescription("What this file describes: delivery.")
        String kind,
    @JsonProperty(required = true) @JsonPropertyDescription("The delivery's name.") String name,
    @JsonPropertyDescription("One sentence: what this delivery is for.")
        @Nullable String description,
    @JsonProperty(required = true)
        @JsonPropertyDescription("Where the alerts come from, one JSON object per record or line.")
        SourceSpec source,
    @JsonPropertyDescription(
            "Which alerts go where: the first route that matches decides. Default: everything to"
                + " every channel.")
        List<RouteSpec> routes,
    @JsonPropertyDescription(
            "Where several deliveries, and one that was restarted, agree on what was sent. Unset:"
                + " only this process remembers.")
        @Nullable ClaimsSpec claims,
    @JsonPropertyDescription("How long a series stays quiet after a message. Unset: not at all.")
        @Nullable CooldownSpec cooldown,
    @JsonPropertyDescription(
            "Which alerts share a message, on channels that a person reads. Unset: a message each.")
        @Nullable GroupSpec group,
    @JsonProperty(required = true)
        @JsonPropertyDescription("Where messages go, by a name that routes and counters use.")
        Map<String, ChannelSpec> channels,
    @JsonPropertyDescription("Where alerts go that could not be delivered.")
        DeliverySinksSpec sinks)
    implements Serializable {

  /** The value of {@code kind}. */
  public static final String KIND = "delivery";

  /** The only format version there is. */
  public static final String API_VERSION = PipelineSpec.API_VERSION;

  public DeliverySpec {
    routes = routes == null ? List.of() : List.copyOf(routes);
    channels =
        channels == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(channels));
    sinks = sinks == null ? DeliverySinksSpec.DEFAULT : sinks;
  }

  /** The Redis server that remembers what was sent; null where only the process does. */
  public ClaimsSpec.@Nullable Redis redis() {
    return claims == null ? null : claims.redis();
  }

  /** Its source and sinks as those of a pipeline, for whoever opens and checks connectors. */
  @SuppressWarnings("NullAway") // a pipeline that is connectors alone
  public PipelineSpec connectors() {
    return new PipelineSpec(
        apiVersion,
        name,
        description,
        source,
        null,
        new MeasureSpec(null, null, null, null, null, null),
        List.of(),
        null,
        new SinksSpec(null, null, sinks.deadLetters()));
  }
}
