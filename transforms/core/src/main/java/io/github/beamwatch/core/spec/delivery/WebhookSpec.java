package io.github.beamwatch.core.spec.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.Secret;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Any HTTP address that takes a POST. */
public record WebhookSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("Where messages are posted to; it may hold a token.")
        Secret url,
    @JsonPropertyDescription(
            "The value of the Authorization header, such as Bearer TOKEN. Default: none.")
        @Nullable Secret authorization,
    @JsonPropertyDescription(
            "The text that is posted, with {alerts}, {count}, {title}, {text} and the fields of the"
                + " first alert filled in, such as {alert_id}, {severity} or {labels.country}, each"
                + " escaped for a JSON text. Default: {\"alerts\": […]} with every field.")
        @Nullable String body)
    implements Serializable {}
