package io.github.beamwatch.core.check;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Checks of addresses of HTTP servers. No sentence shows the address, which may hold a token. */
final class UrlRules {

  private UrlRules() {}

  /** What is wrong with an address that a service may have put a token into; null for nothing. */
  static @Nullable String problem(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return "is not an address; write it as in https://host:port/path";
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      return "must begin with http:// or https:// and a host";
    }
    if (uri.getUserInfo() != null) {
      return "holds a user or a password; these have keys of their own";
    }
    if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
      return "has a port that cannot be; it is a number from 1 to " + LAST_PORT;
    }
    return uri.getFragment() == null ? null : "must not hold a '#'";
  }

  /** The address of a server to which paths are appended. */
  static void server(String path, @Nullable String url, Findings findings) {
    if (url == null) {
      return;
    }
    String problem = problem(url);
    if (problem == null && url.indexOf('?') >= 0) {
      problem = "must not hold a '?'";
    }
    if (problem != null) {
      findings.add(path, problem);
    }
  }

  /** A user needs a password, and a password a user. */
  static void login(
      String path, @Nullable String username, @Nullable Object password, Findings findings) {
    if (username != null && password == null) {
      findings.add(path + "/username", "needs a password beside it");
    }
    if (username == null && password != null) {
      findings.add(path + "/password", "needs a username beside it");
    }
    findings.notBlank(path + "/username", "name the user, or leave the key out", username);
  }

  private static final int LAST_PORT = 65_535;
}
