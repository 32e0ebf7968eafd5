package io.github.beamwatch.io.http;

import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.io.http.HttpAnswer.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one {@link HttpEndpoint} and says what the answers mean. Never throws for what
 * a server or a network does; never tries again by itself. Safe for several threads; keeps its
 * connections between requests. Redirects are not followed: what was sent belongs to the address
 * that was configured.
 */
public final class HttpCaller {

  private static final int BAD_REQUEST = 400;
  private static final int TIMEOUT = 408;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final HttpEndpoint endpoint;
  private final HttpClient client;
  private final Clock clock;

  private HttpCaller(HttpEndpoint endpoint, HttpClient client, Clock clock) {
    this.endpoint = endpoint;
    this.client = client;
    this.clock = clock;
  }

  /**
   * A caller of this server.
   *
   * @throws IllegalArgumentException in one sentence when its certificates cannot be read
   */
  public static HttpCaller of(HttpEndpoint endpoint) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(endpoint.connectTimeout());
    if (endpoint.caFile() != null) {
      client.sslContext(TrustedCertificates.of(endpoint.caFile()));
    }
    return new HttpCaller(endpoint, client.build(), Clock.systemUTC());
  }

  /** A GET. */
  public HttpAnswer get(String path) throws InterruptedException {
    return await(request("GET", path, Map.of(), null, null));
  }

  /** A HEAD. */
  public HttpAnswer head(String path) throws InterruptedException {
    return await(request("HEAD", path, Map.of(), null, null));
  }

  /** A PUT. */
  public HttpAnswer put(String path, String contentType, byte[] body) throws InterruptedException {
    return await(request("PUT", path, Map.of(), contentType, body));
  }

  /** A POST. */
  public HttpAnswer post(String path, String contentType, byte[] body) throws InterruptedException {
    return await(request("POST", path, Map.of(), contentType, body));
  }

  /** A POST with headers of its own, that does not wait; never completes exceptionally. */
  public CompletableFuture<HttpAnswer> postAsync(
      String path, Map<String, Secret> headers, String contentType, byte[] body) {
    return send(request("POST", path, headers, contentType, body));
  }

  private HttpRequest request(
      String method,
      String path,
      Map<String, Secret> headers,
      @Nullable String contentType,
      byte @Nullable [] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.uri(path)).timeout(endpoint.requestTimeout());
    endpoint.headers().forEach((name, value) -> request.setHeader(name, value.reveal()));
    headers.forEach((name, value) -> request.setHeader(name, value.reveal()));
    if (contentType != null) {
      request.setHeader("Content-Type", contentType);
    }
    return request
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
        .build();
  }

  private HttpAnswer await(HttpRequest request) throws InterruptedException {
    CompletableFuture<HttpAnswer> answer = send(request);
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer completes with what went wrong", e);
    }
  }

  private CompletableFuture<HttpAnswer> send(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    // The client's own time-out ends with the headers: a body that never comes would hold us.
    Duration patience = endpoint.requestTimeout();
    CompletableFuture<HttpAnswer> answer =
        call.copy()
            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .handle((response, failure) -> response == null ? noAnswer(failure) : read(response));
    answer.whenComplete((done, failure) -> call.cancel(true));
    return answer;
  }

  private HttpAnswer read(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    Outcome outcome =
        status >= 200 && status < 300
            ? Outcome.OK
            : status == TIMEOUT
                    || status == TOO_EARLY
                    || status == TOO_MANY
                    || status >= SERVER_ERROR
                ? Outcome.RETRY
                : Outcome.REFUSED;
    Duration retryAfter =
        response
            .headers()
            .firstValue("Retry-After")
            .map(header -> RetryAfter.read(header, clock.instant()))
            .orElse(null);
    String redirect =
        status >= 300 && status < BAD_REQUEST ? ", a redirect, which is not followed" : "";
    return new HttpAnswer(
        outcome,
        status,
        response.body(),
        outcome == Outcome.OK ? "" : endpoint.shown() + " answered " + status + redirect,
        outcome == Outcome.OK ? null : retryAfter);
  }

  /** In our words: those of the exceptions may quote the address, which may hold a token. */
  private HttpAnswer noAnswer(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String server = endpoint.shown();
    if (cause instanceof TimeoutException
        || (cause instanceof HttpTimeoutException && !isConnect(cause))) {
      return HttpAnswer.none(
          server + " did not answer within " + endpoint.requestTimeout().toMillis() + " ms");
    }
    if (cause instanceof ConnectException || isConnect(cause)) {
      return HttpAnswer.none(
          hasCause(cause, UnresolvedAddressException.class)
              ? "the name in " + server + " is not known"
              : server + " cannot be reached");
    }
    if (cause instanceof SSLException) {
      return HttpAnswer.none(
          "no secure connection to " + server + ", whose certificate may not be trusted here");
    }
    if (cause instanceof IOException) {
      return HttpAnswer.none("the connection to " + server + " broke");
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException("the request to " + server + " failed", cause);
  }

  private static boolean isConnect(@Nullable Throwable cause) {
    return cause instanceof java.net.http.HttpConnectTimeoutException;
  }

  private static boolean hasCause(@Nullable Throwable failure, Class<?> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
