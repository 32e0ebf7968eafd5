package io.github.beamwatch.core.spec.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.Secret;
import java.io.Serializable;

/** PagerDuty's Events API v2. */
public record PagerDutySpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("The integration key of the service, 32 characters.")
        Secret routingKey,
    @JsonPropertyDescription("The API's address. Default https://events.pagerduty.com/v2/enqueue.")
        String url)
    implements Serializable {

  public static final String DEFAULT_URL = "https://events.pagerduty.com/v2/enqueue";

  public PagerDutySpec {
    url = url == null ? DEFAULT_URL : url;
  }
}
