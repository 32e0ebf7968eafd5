package io.github.beamwatch.io.deliver.channel;

import io.github.beamwatch.core.delivery.BodyTemplate;
import io.github.beamwatch.core.spec.delivery.WebhookSpec;
import io.github.beamwatch.io.http.HttpEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Any HTTP address: the alerts as they came, or a text that the spec makes of them. */
final class WebhookChannel extends HttpChannel {

  private final @Nullable BodyTemplate template;

  WebhookChannel(WebhookSpec spec, Duration timeout) {
    super(endpoint(spec), timeout, "");
    this.template = spec.body() == null ? null : BodyTemplate.of(spec.body());
  }

  private static HttpEndpoint endpoint(WebhookSpec spec) {
    HttpEndpoint endpoint = HttpEndpoint.of(spec.url());
    return spec.authorization() == null
        ? endpoint
        : endpoint.withHeader("Authorization", spec.authorization());
  }

  @Override
  byte[] body(List<Letter> alerts) {
    String list =
        alerts.stream()
            .map(letter -> letter.json().strip())
            .collect(Collectors.joining(",", "[", "]"));
    String text =
        template == null
            ? "{\"alerts\":" + list + "}"
            : template.fill(alerts.stream().map(Letter::alert).toList(), list);
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
