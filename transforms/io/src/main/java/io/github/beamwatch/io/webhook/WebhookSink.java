package io.github.beamwatch.io.webhook;

import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.WebhookSinkSpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.http.HttpAnswer;
import io.github.beamwatch.io.http.HttpCaller;
import io.github.beamwatch.io.http.HttpEndpoint;
import io.github.beamwatch.io.sink.BatchSink;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkUnavailableException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * POSTs rows as JSON: one object a request, or an array of them. 2xx is written; 408, 425, 429, 5xx
 * and no answer are tried again; anything else refuses the rows of the request. A request may come
 * twice: the receiver tells by the id in the JSON.
 */
public final class WebhookSink implements BatchSink {

  private static final long serialVersionUID = 1L;

  /** Carries {@code sha256=} and the hexadecimal HMAC-SHA256 of the body. */
  public static final String SIGNATURE_HEADER = "X-Beamwatch-Signature";

  private static final String JSON = "application/json";
  private static final String HMAC = "HmacSHA256";

  private final WebhookSinkSpec spec;

  /** A webhook as a spec says. */
  public WebhookSink(WebhookSinkSpec spec) {
    this.spec = spec;
  }

  private HttpEndpoint endpoint() {
    return HttpEndpoint.of(spec.url())
        .withHeaders(spec.headers())
        .withTimeouts(HttpEndpoint.DEFAULT_CONNECT_TIMEOUT, spec.timeout())
        .withCaFile(spec.caFile());
  }

  /** Any answer will do: what a server says to a HEAD tells nothing of what it says to a POST. */
  @Override
  public void prepare() throws ConnectorUnavailableException, InterruptedException {
    HttpAnswer answer = HttpCaller.of(endpoint()).head("");
    if (answer.status() == 0) {
      throw new ConnectorUnavailableException(
          answer.reason() + "; check the url and start the server");
    }
  }

  @Override
  public int batchRows() {
    return spec.batch();
  }

  @Override
  public Writer open() {
    HttpCaller caller = HttpCaller.of(endpoint());
    return rows -> write(caller, rows);
  }

  private Outcome write(HttpCaller caller, List<SinkRow> rows)
      throws SinkUnavailableException, InterruptedException {
    byte[] body = body(rows).getBytes(StandardCharsets.UTF_8);
    HttpAnswer answer = answer(caller.postAsync("", signature(body), JSON, body));
    return switch (answer.outcome()) {
      case OK -> Outcome.WRITTEN;
      case REFUSED -> Outcome.refused(rows, answer.reason());
      case RETRY -> throw new SinkUnavailableException(answer.reason(), answer.retryAfter());
    };
  }

  private static HttpAnswer answer(CompletableFuture<HttpAnswer> call) throws InterruptedException {
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer completes with what went wrong", e);
    }
  }

  private String body(List<SinkRow> rows) {
    return spec.batch() == 1
        ? rows.get(0).json()
        : rows.stream().map(SinkRow::json).collect(Collectors.joining(",", "[", "]"));
  }

  private Map<String, Secret> signature(byte[] body) {
    Secret key = spec.signatureKey();
    if (key == null) {
      return Map.of();
    }
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), HMAC));
      return Map.of(
          SIGNATURE_HEADER, Secret.of("sha256=" + HexFormat.of().formatHex(mac.doFinal(body))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }
}
