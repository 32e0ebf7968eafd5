package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.Secret;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of addresses. A sentence never shows one, as it may hold a secret. */
final class Addresses {

  private static final Pattern HTTP =
      Pattern.compile("https?://(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?([/?#]\\S*)?");
  private static final Pattern REDIS =
      Pattern.compile(
          "rediss?://([^@\\s/]*@)?(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?(/[0-9]{0,3})?");
  private static final Pattern MAIL = Pattern.compile("[^\\s@<>,;]+@[^\\s@<>,;]+");

  private Addresses() {}

  static void http(String path, @Nullable String address, Findings findings) {
    if (address != null && !HTTP.matcher(address).matches()) {
      String scheme = address.strip().toLowerCase(Locale.ROOT);
      findings.add(
          path,
          scheme.isEmpty()
              ? "is empty; write an address such as https://host/path"
              : "is not an HTTP address; write one such as https://host/path");
    }
  }

  static void http(String path, @Nullable Secret address, Findings findings) {
    http(path, address == null ? null : address.reveal(), findings);
  }

  static void redis(String path, @Nullable Secret address, Findings findings) {
    if (address != null && !REDIS.matcher(address.reveal()).matches()) {
      findings.add(
          path,
          "is not a Redis address; write redis://host:6379, or rediss://:password@host:6379/0");
    }
  }

  static void mail(String path, @Nullable String address, Findings findings) {
    if (address != null && !MAIL.matcher(address).matches()) {
      findings.add(path, "{} is not a mail address; write one such as oncall@example.org", address);
    }
  }
}
