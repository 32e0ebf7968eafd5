package io.github.beamwatch.io.deliver.channel;

import io.github.beamwatch.core.spec.delivery.SlackSpec;
import io.github.beamwatch.io.http.HttpEndpoint;
import java.time.Duration;
import java.util.List;

/** Slack, by an incoming webhook. */
final class SlackChannel extends HttpChannel {

  SlackChannel(SlackSpec spec, Duration timeout) {
    super(HttpEndpoint.of(spec.url()), timeout, "");
  }

  @Override
  byte[] body(List<Letter> alerts) {
    return Json.bytes(SlackMessage.of(alerts.stream().map(Letter::alert).toList()));
  }
}
