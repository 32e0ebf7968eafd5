package io.github.beamwatch.io.deliver;

import io.github.beamwatch.beam.delivery.RoutedAlert;
import io.github.beamwatch.beam.json.JsonLines;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.SourceSpec;
import io.github.beamwatch.core.spec.delivery.ChannelSpec;
import io.github.beamwatch.core.spec.delivery.ClaimsSpec;
import io.github.beamwatch.core.spec.delivery.CooldownSpec;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import io.github.beamwatch.core.spec.delivery.GroupSpec;
import io.github.beamwatch.core.spec.delivery.RouteSpec;
import io.github.beamwatch.core.spec.delivery.SlackSpec;
import io.github.beamwatch.core.spec.delivery.WebhookSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Specs and alerts of deliveries in tests. */
public final class Deliveries {

  private Deliveries() {}

  /** A webhook that gets every alert as JSON. */
  public static ChannelSpec webhook(String url) {
    return webhook(url, null, Duration.ofMinutes(1), Duration.ofSeconds(5), 64);
  }

  /** A webhook. */
  public static ChannelSpec webhook(
      String url, @Nullable String rate, Duration retryFor, Duration timeout, int maxConcurrent) {
    return new ChannelSpec(
        null,
        new WebhookSpec(Secret.of(url), null, null),
        null,
        null,
        null,
        rate,
        retryFor,
        timeout,
        maxConcurrent,
        true);
  }

  /** Slack. */
  public static ChannelSpec slack(String url, @Nullable String rate) {
    return new ChannelSpec(
        new SlackSpec(Secret.of(url)), null, null, null, null, rate, null, null, null, true);
  }

  /** A delivery to these channels. */
  public static DeliverySpec spec(
      Map<String, ChannelSpec> channels,
      List<RouteSpec> routes,
      @Nullable ClaimsSpec claims,
      @Nullable CooldownSpec cooldown,
      @Nullable GroupSpec group) {
    return new DeliverySpec(
        DeliverySpec.API_VERSION,
        DeliverySpec.KIND,
        "test",
        null,
        SourceSpec.ofFiles("none"),
        routes,
        claims,
        cooldown,
        group,
        channels,
        null);
  }

  /** A delivery of everything to one channel. */
  public static DeliverySpec toOne(ChannelSpec channel) {
    return spec(Map.of("team", channel), List.of(), null, null, null);
  }

  /** A memory in this Redis. */
  public static ClaimsSpec claims(int port, Duration pendingFor, Duration waitFor) {
    return new ClaimsSpec(
        new ClaimsSpec.Redis(Secret.of("redis://127.0.0.1:" + port), "test:"),
        pendingFor,
        null,
        waitFor);
  }

  /** An alert on its way to the channel {@code team}. */
  public static RoutedAlert routed(Alert alert) {
    byte[] json = JsonLines.of(alert).getBytes(StandardCharsets.UTF_8);
    return new RoutedAlert("team", alert, new RawRecord(json, "alerts/0", 0));
  }
}
