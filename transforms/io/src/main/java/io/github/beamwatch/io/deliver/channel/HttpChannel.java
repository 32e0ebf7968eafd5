package io.github.beamwatch.io.deliver.channel;

import io.github.beamwatch.io.http.HttpCaller;
import io.github.beamwatch.io.http.HttpEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A channel that is an HTTP address: every message is one POST of JSON. */
abstract class HttpChannel implements Channel {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final HttpCaller caller;
  private final String path;

  /**
   * @param timeout how long an attempt may take
   * @param path behind the address; empty for the address itself
   */
  HttpChannel(HttpEndpoint endpoint, Duration timeout, String path) {
    Duration connect = timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT;
    this.caller = HttpCaller.of(endpoint.withTimeouts(connect, timeout));
    this.path = path;
  }

  /** The body of the message. */
  abstract byte[] body(List<Letter> alerts);

  @Override
  public final CompletableFuture<SendResult> send(List<Letter> alerts) {
    return caller
        .postAsync(path, Map.of(), Json.CONTENT_TYPE, body(alerts))
        .thenApply(SendResult::of);
  }
}
