package io.github.beamwatch.io.deliver.channel;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.spec.delivery.ChannelSpec;

/** Opens channels. A new kind is a class and a line here. */
public final class Channels {

  private Channels() {}

  /** The channel of a checked spec. */
  public static Channel open(ChannelSpec spec) {
    if (spec.slack() != null) {
      return new SlackChannel(spec.slack(), spec.timeout());
    }
    if (spec.webhook() != null) {
      return new WebhookChannel(spec.webhook(), spec.timeout());
    }
    if (spec.email() != null) {
      return new EmailChannel(spec.email(), spec.timeout(), spec.maxConcurrent());
    }
    if (spec.pagerduty() != null) {
      return new PagerDutyChannel(spec.pagerduty(), spec.timeout());
    }
    return new AlertmanagerChannel(
        requireNonNull(spec.alertmanager(), "a checked spec has one kind of channel"),
        spec.timeout());
  }
}
