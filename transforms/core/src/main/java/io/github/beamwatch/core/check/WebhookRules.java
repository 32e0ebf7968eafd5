package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.WebhookSinkSpec;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks of a webhook. */
final class WebhookRules {

  private static final int LARGEST_BATCH = 10_000;
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  private WebhookRules() {}

  static void check(String path, WebhookSinkSpec webhook, Findings findings) {
    if (webhook.url() != null) {
      String problem = UrlRules.problem(webhook.url().reveal());
      if (problem != null) {
        findings.add(path + "/url", problem);
      }
    }
    headers(path + "/headers", webhook.headers(), findings);
    if (webhook.batch() < 1 || webhook.batch() > LARGEST_BATCH) {
      findings.add(
          path + "/batch", "{} is out of range; allowed is 1 to " + LARGEST_BATCH, webhook.batch());
    }
    if (webhook.signatureKey() != null && webhook.signatureKey().isBlank()) {
      findings.add(path + "/signatureKey", "is empty; give a key, or leave it out");
    }
    findings.notBlank(path + "/caFile", "name a PEM file, or leave the key out", webhook.caFile());
    findings.positive(path + "/timeout", webhook.timeout());
    SinkRules.retryFor(path, webhook.retryFor(), findings);
  }

  /** Headers of a request; no sentence shows a value. */
  static void headers(String path, Map<String, Secret> headers, Findings findings) {
    headers.forEach(
        (name, value) -> {
          String at = Findings.at(path, name);
          if (!HEADER.matcher(name).matches()) {
            findings.add(at, "cannot be the name of a header; use letters, digits and '-'");
          } else if (name.equalsIgnoreCase("content-type")
              || name.equalsIgnoreCase("content-length")
              || name.equalsIgnoreCase("host")
              || name.equalsIgnoreCase("connection")) {
            findings.add(at, "cannot be set here; it follows from the request");
          }
          if (value.reveal().chars().anyMatch(c -> c < ' ' && c != '\t' || c > '~')) {
            findings.add(at, "holds a character that no header may; use printable ASCII");
          }
        });
  }
}
