package io.github.beamwatch.core.check;

import io.github.beamwatch.core.delivery.BodyTemplate;
import io.github.beamwatch.core.delivery.Rate;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.delivery.AlertmanagerSpec;
import io.github.beamwatch.core.spec.delivery.ChannelSpec;
import io.github.beamwatch.core.spec.delivery.EmailSpec;
import io.github.beamwatch.core.spec.delivery.PagerDutySpec;
import io.github.beamwatch.core.spec.delivery.WebhookSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of one channel of a delivery. */
final class ChannelRules {

  private static final int MOST_CONCURRENT = 1_000;
  private static final int LAST_PORT = 65_535;
  private static final Pattern ROUTING_KEY = Pattern.compile("[A-Za-z0-9]{32}");

  private ChannelRules() {}

  static void check(String path, ChannelSpec channel, Findings findings) {
    Map<String, Boolean> kinds = new LinkedHashMap<>();
    kinds.put("slack", channel.slack() != null);
    kinds.put("webhook", channel.webhook() != null);
    kinds.put("email", channel.email() != null);
    kinds.put("pagerduty", channel.pagerduty() != null);
    kinds.put("alertmanager", channel.alertmanager() != null);
    findings.exactlyOne(path, kinds);
    if (channel.slack() != null) {
      Addresses.http(path + "/slack/url", channel.slack().url(), findings);
    }
    if (channel.webhook() != null) {
      webhook(path + "/webhook", channel.webhook(), findings);
    }
    if (channel.email() != null) {
      email(path + "/email", channel.email(), findings);
    }
    if (channel.pagerduty() != null) {
      pagerDuty(path + "/pagerduty", channel.pagerduty(), findings);
    }
    if (channel.alertmanager() != null) {
      alertmanager(path + "/alertmanager", channel.alertmanager(), findings);
    }
    if (channel.rateLimit() != null) {
      try {
        Rate.parse(channel.rateLimit());
      } catch (IllegalArgumentException e) {
        findings.add(path + "/rateLimit", String.valueOf(e.getMessage()), channel.rateLimit());
      }
    }
    findings.notNegative(path + "/retryFor", channel.retryFor());
    findings.positive(path + "/timeout", channel.timeout());
    if (channel.maxConcurrent() < 1 || channel.maxConcurrent() > MOST_CONCURRENT) {
      findings.add(
          path + "/maxConcurrent",
          "{} is not from 1 to " + MOST_CONCURRENT,
          channel.maxConcurrent());
    }
  }

  private static void webhook(String path, WebhookSpec webhook, Findings findings) {
    Addresses.http(path + "/url", webhook.url(), findings);
    notBlank(path + "/authorization", webhook.authorization(), findings);
    if (webhook.body() != null) {
      findings.notBlank(path + "/body", "leave it out for every field as JSON", webhook.body());
      try {
        BodyTemplate.of(webhook.body());
      } catch (IllegalArgumentException e) {
        findings.add(path + "/body", String.valueOf(e.getMessage()));
      }
    }
  }

  private static void email(String path, EmailSpec email, Findings findings) {
    findings.notBlank(path + "/host", "name the SMTP server", email.host());
    if (email.port() < 1 || email.port() > LAST_PORT) {
      findings.add(path + "/port", "{} is not from 1 to " + LAST_PORT, email.port());
    }
    findings.notBlank(path + "/caFile", "name a PEM file, or leave the key out", email.caFile());
    if (email.caFile() != null && email.tls() == EmailSpec.Tls.NONE) {
      findings.add(path + "/caFile", "needs tls: starttls or tls: ssl");
    }
    Addresses.mail(path + "/from", email.from(), findings);
    if (email.to().isEmpty()) {
      findings.add(path + "/to", "is empty; name at least one address");
    }
    for (int i = 0; i < email.to().size(); i++) {
      Addresses.mail(Findings.at(path + "/to", i), email.to().get(i), findings);
    }
    login(path, email.username(), email.password(), findings);
  }

  private static void pagerDuty(String path, PagerDutySpec pagerDuty, Findings findings) {
    Secret key = pagerDuty.routingKey();
    if (key != null && !ROUTING_KEY.matcher(key.reveal()).matches()) {
      findings.add(
          path + "/routingKey",
          "is not an integration key, which is 32 letters and digits; copy it from the service's"
              + " Events API v2 integration");
    }
    Addresses.http(path + "/url", pagerDuty.url(), findings);
  }

  private static void alertmanager(String path, AlertmanagerSpec manager, Findings findings) {
    Addresses.http(path + "/url", manager.url(), findings);
    Addresses.http(path + "/generatorUrl", manager.generatorUrl(), findings);
    findings.positive(path + "/expireAfter", manager.expireAfter());
    login(path, manager.username(), manager.password(), findings);
  }

  private static void login(
      String path, @Nullable String username, @Nullable Secret password, Findings findings) {
    if (username == null && password != null) {
      findings.add(path + "/password", "needs the key username");
    }
    if (username != null && password == null) {
      findings.add(path + "/username", "needs the key password");
    }
    notBlank(path + "/password", password, findings);
  }

  private static void notBlank(String path, @Nullable Secret secret, Findings findings) {
    if (secret != null && secret.isBlank()) {
      findings.add(path, "is empty; give its value, or leave the key out");
    }
  }
}
