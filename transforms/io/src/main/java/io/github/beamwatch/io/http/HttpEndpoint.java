package io.github.beamwatch.io.http;

import io.github.beamwatch.core.spec.Secret;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A server, and how to speak to it. Nothing of it but {@link #shown} may stand in a message: the
 * address may hold a token.
 *
 * @param base the address to which paths are appended; with a token in it where a service works so
 * @param headers sent with every request, {@code Authorization} among them
 * @param connectTimeout how long to wait for a connection
 * @param requestTimeout how long to wait for a whole answer, from the first byte sent
 * @param caFile PEM certificates that the server's must lead to; null for those of the JDK
 */
public record HttpEndpoint(
    Secret base,
    Map<String, Secret> headers,
    Duration connectTimeout,
    Duration requestTimeout,
    @Nullable String caFile)
    implements Serializable {

  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
  public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(30);

  public HttpEndpoint {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
  }

  /** A server at this address, with the default time-outs. */
  public static HttpEndpoint of(String base) {
    return of(Secret.of(base));
  }

  /** The same, of an address that has a token in it. */
  public static HttpEndpoint of(Secret base) {
    return new HttpEndpoint(base, Map.of(), DEFAULT_CONNECT_TIMEOUT, DEFAULT_REQUEST_TIMEOUT, null);
  }

  /** Sends this header with every request. */
  public HttpEndpoint withHeader(String name, Secret value) {
    Map<String, Secret> more = new TreeMap<>(headers);
    more.put(name, value);
    return new HttpEndpoint(base, more, connectTimeout, requestTimeout, caFile);
  }

  /** Sends all of these headers with every request. */
  public HttpEndpoint withHeaders(Map<String, Secret> values) {
    HttpEndpoint endpoint = this;
    for (Map.Entry<String, Secret> header : values.entrySet()) {
      endpoint = endpoint.withHeader(header.getKey(), header.getValue());
    }
    return endpoint;
  }

  /** Signs in with a user and a password. */
  public HttpEndpoint withBasicAuth(String user, Secret password) {
    String pair = user + ":" + password.reveal();
    return withHeader(
        "Authorization",
        Secret.of(
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
  }

  /** How long to wait. */
  public HttpEndpoint withTimeouts(Duration connect, Duration request) {
    return new HttpEndpoint(base, headers, connect, request, caFile);
  }

  /** Trusts the servers whose certificates lead to those in this PEM file, and no others. */
  public HttpEndpoint withCaFile(@Nullable String file) {
    return new HttpEndpoint(base, headers, connectTimeout, requestTimeout, file);
  }

  /** The address of a path of it; an empty one is the base itself. */
  URI uri(String path) {
    String address = base.reveal();
    if (path.isEmpty()) {
      return URI.create(address);
    }
    String trimmed = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    return URI.create(path.startsWith("/") ? trimmed + path : trimmed + "/" + path);
  }

  /** What messages call it: scheme, host and port, without a path, since tokens stand there. */
  public String shown() {
    URI uri = URI.create(base.reveal());
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  @Override
  public String toString() {
    return "HttpEndpoint[" + shown() + ", headers=" + headers.keySet() + "]";
  }
}
