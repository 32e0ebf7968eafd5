package io.github.beamwatch.io.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.beamwatch.core.spec.ElasticsearchSinkSpec;
import io.github.beamwatch.core.spec.ElasticsearchSinkSpec.Flavor;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.fixtures.kafka.TestCertificates;
import io.github.beamwatch.io.sink.Rows;
import io.github.beamwatch.io.sink.SinkRun;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logins and TLS, against a small server of HTTPS that says it is Elasticsearch 8 and is not:
 * Elastic's own security is in no registry.
 */
class ElasticsearchSecurityTest {

  private static final String KEY = "ApiKey bmV2ZXItcHJpbnQ6bWU=";
  private static final String LOGIN = "Basic d2F0Y2g6bmV2ZXItcHJpbnQtbWU=";

  @TempDir private static Path folder;
  private static TestCertificates certificates;
  private static TestCertificates ofAnother;
  private static HttpsServer server;
  private static final Queue<String> requests = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void start() throws Exception {
    certificates = TestCertificates.in(folder.resolve("right"));
    ofAnother = TestCertificates.in(folder.resolve("other"));
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certificates.keystore())) {
      store.load(in, certificates.password().toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, certificates.password().toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext("/", ElasticsearchSecurityTest::answer);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @BeforeEach
  void forget() {
    requests.clear();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String login = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    exchange.getRequestBody().readAllBytes();
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
    boolean known = login.equals(KEY) || login.equals(LOGIN);
    String body =
        !known
            ? "{\"error\":{\"type\":\"security_exception\"},\"status\":401}"
            : exchange.getRequestURI().getPath().equals("/_bulk")
                ? "{\"errors\":false}"
                : "{\"version\":{\"number\":\"8.17.0\"}}";
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(known ? 200 : 401, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private static ElasticsearchSink sink(
      @Nullable String user, @Nullable String password, @Nullable String apiKey, Path caFile) {
    return new ElasticsearchSink(
        new ElasticsearchSinkSpec(
            List.of("https://127.0.0.1:" + server.getAddress().getPort()),
            Flavor.ELASTICSEARCH,
            "secure",
            false,
            user,
            password == null ? null : Secret.of(password),
            apiKey == null ? null : Secret.of(apiKey),
            caFile.toString(),
            Duration.ofSeconds(20),
            null));
  }

  @Test
  void a_key_or_a_login_goes_with_every_request() throws Exception {
    for (ElasticsearchSink sink :
        List.of(
            sink(null, null, "bmV2ZXItcHJpbnQ6bWU=", certificates.certificate()),
            sink("watch", "never-print-me", null, certificates.certificate()))) {
      requests.clear();
      sink.prepare();

      assertThat(SinkRun.write(sink, List.of(Rows.firing("a1")))).isEmpty();
      assertThat(requests).contains("GET /", "HEAD /_index_template/secure-alerts", "POST /_bulk");
    }
  }

  @Test
  void a_wrong_key_is_told_at_start_without_telling_it() {
    assertThatThrownBy(
            () -> sink(null, null, "never-print-me", certificates.certificate()).prepare())
        .hasMessage(
            "https://127.0.0.1:%d answered 401 when asked who it is; check username and password, or apiKey, and what they may do"
                .formatted(server.getAddress().getPort()));
  }

  @Test
  void a_certificate_that_nobody_trusts_is_told_at_start() {
    assertThatThrownBy(
            () -> sink("watch", "never-print-me", null, ofAnother.certificate()).prepare())
        .hasMessageContaining("whose certificate may not be trusted here");
    assertThat(requests).isEmpty();
  }
}
