package io.github.beamwatch.core.spec.delivery;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A channel: exactly one kind, and how to treat it. */
public record ChannelSpec(
    @JsonPropertyDescription("An incoming webhook of Slack, or of what speaks like it.")
        @Nullable SlackSpec slack,
    @JsonPropertyDescription("Any HTTP address.") @Nullable WebhookSpec webhook,
    @JsonPropertyDescription("A mail server.") @Nullable EmailSpec email,
    @JsonPropertyDescription("PagerDuty's Events API v2.") @Nullable PagerDutySpec pagerduty,
    @JsonPropertyDescription("Prometheus Alertmanager.") @Nullable AlertmanagerSpec alertmanager,
    @JsonPropertyDescription(
            "The most messages of this process, such as 1/s or 30/m. Default: no limit.")
        @Nullable String rateLimit,
    @JsonPropertyDescription(
            "How long a message is tried again before it becomes a dead letter. Default 10m.")
        Duration retryFor,
    @JsonPropertyDescription("How long one attempt may take. Default 10s.") Duration timeout,
    @JsonPropertyDescription(
            "The most messages that are sent and not yet remembered as sent, 1 to 1000: so many a"
                + " crash may repeat. Default 64.")
        Integer maxConcurrent,
    @JsonPropertyDescription("Whether to tell that an alert was resolved. Default true.")
        Boolean sendResolved)
    implements Serializable {

  public static final Duration DEFAULT_RETRY = Duration.ofMinutes(10);
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  public static final int DEFAULT_MAX_CONCURRENT = 64;

  public ChannelSpec {
    retryFor = retryFor == null ? DEFAULT_RETRY : retryFor;
    timeout = timeout == null ? DEFAULT_TIMEOUT : timeout;
    maxConcurrent = maxConcurrent == null ? DEFAULT_MAX_CONCURRENT : maxConcurrent;
    sendResolved = sendResolved == null ? Boolean.TRUE : sendResolved;
  }

  /** Whether a person reads it, so that alerts share messages as {@code group} says. */
  public boolean grouped() {
    return slack != null || webhook != null || email != null;
  }
}
