package io.github.beamwatch.io.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.io.http.HttpAnswer.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real server. */
class HttpCallerTest {

  private record Received(String method, String path, Headers headers, String body) {}

  private final ConcurrentLinkedQueue<Received> received = new ConcurrentLinkedQueue<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private volatile int status = 200;
  private volatile boolean hangsInBody;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          received.add(
              new Received(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().getPath(),
                  exchange.getRequestHeaders(),
                  new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          if (exchange.getRequestURI().getPath().equals("/hang")) {
            await();
          }
          exchange.getResponseHeaders().add("Retry-After", "7");
          byte[] body = "{\"say\":\"hällo\"}".getBytes(UTF_8);
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(status, head ? -1 : body.length);
          if (hangsInBody) {
            exchange.getResponseBody().write(body, 0, 3);
            exchange.getResponseBody().flush();
            await();
          }
          if (!head) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  private void await() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private HttpEndpoint endpoint() {
    return HttpEndpoint.of(address());
  }

  @Test
  void what_is_sent_arrives_with_its_headers() throws Exception {
    HttpCaller caller =
        HttpCaller.of(
            endpoint()
                .withBasicAuth("ann", Secret.of("never-print-me"))
                .withHeader("X-Kind", Secret.of("alert")));

    HttpAnswer answer = caller.post("/a/b", "application/json", "{\"x\":\"ü\"}".getBytes(UTF_8));

    assertThat(answer.ok()).isTrue();
    assertThat(answer.text()).isEqualTo("{\"say\":\"hällo\"}");
    Received request = received.remove();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/a/b");
    assertThat(request.body()).isEqualTo("{\"x\":\"ü\"}");
    assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
    assertThat(request.headers().getFirst("X-Kind")).isEqualTo("alert");
    assertThat(request.headers().getFirst("Authorization"))
        .isEqualTo("Basic YW5uOm5ldmVyLXByaW50LW1l");
    caller.get("");
    caller.head("/h");
    caller.put("/p", "text/plain", new byte[0]);
    assertThat(received).extracting(Received::method).containsExactly("GET", "HEAD", "PUT");
  }

  @ParameterizedTest
  @CsvSource({
    "200,OK", "201,OK", "301,REFUSED", "400,REFUSED", "401,REFUSED", "403,REFUSED",
    "404,REFUSED", "408,RETRY", "409,REFUSED", "413,REFUSED", "425,RETRY", "429,RETRY",
    "500,RETRY", "502,RETRY", "503,RETRY", "504,RETRY"
  })
  void a_status_says_what_to_do(int status, Outcome expected) throws Exception {
    this.status = status;

    HttpAnswer answer = HttpCaller.of(endpoint()).get("/x");

    assertThat(answer.outcome()).isEqualTo(expected);
    assertThat(answer.status()).isEqualTo(status);
    if (expected != Outcome.OK) {
      assertThat(answer.reason()).startsWith(address() + " answered " + status);
      assertThat(answer.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }
  }

  @Test
  void a_server_that_does_not_answer_in_time_may_be_asked_again() throws Exception {
    HttpCaller caller =
        HttpCaller.of(endpoint().withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(200)));

    HttpAnswer answer = caller.get("/hang");

    assertThat(answer.outcome()).isEqualTo(Outcome.RETRY);
    assertThat(answer.reason()).isEqualTo(address() + " did not answer within 200 ms");
  }

  @Test
  void an_answer_whose_body_never_ends_does_not_hold_the_caller() throws Exception {
    hangsInBody = true;
    HttpCaller caller =
        HttpCaller.of(endpoint().withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(300)));

    assertThat(caller.get("/x").outcome()).isEqualTo(Outcome.RETRY);
  }

  @Test
  void a_server_that_is_not_there_may_be_asked_again() throws Exception {
    int port = LoopbackPorts.free();

    HttpAnswer answer = HttpCaller.of(HttpEndpoint.of("http://127.0.0.1:" + port)).get("/x");

    assertThat(answer.outcome()).isEqualTo(Outcome.RETRY);
    assertThat(answer.status()).isZero();
    assertThat(answer.reason()).isEqualTo("http://127.0.0.1:" + port + " cannot be reached");
  }

  @Test
  void a_connection_that_breaks_may_be_tried_again() throws Exception {
    try (ServerSocket hangsUp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      threads.submit(
          () -> {
            while (true) {
              hangsUp.accept().close();
            }
          });
      HttpAnswer answer =
          HttpCaller.of(HttpEndpoint.of("http://127.0.0.1:" + hangsUp.getLocalPort())).get("/x");

      assertThat(answer.outcome()).isEqualTo(Outcome.RETRY);
      assertThat(answer.reason()).endsWith(" broke");
    }
  }

  @Test
  void speaking_tls_to_one_who_does_not_is_told() throws Exception {
    HttpEndpoint endpoint = HttpEndpoint.of(address().replace("http:", "https:"));

    assertThat(HttpCaller.of(endpoint).get("/x").outcome()).isEqualTo(Outcome.RETRY);
  }

  @Test
  void requests_that_do_not_wait_are_answered_all_the_same() throws Exception {
    HttpCaller caller = HttpCaller.of(endpoint());

    HttpAnswer answer =
        caller
            .postAsync("/x", Map.of("X-One", Secret.of("1")), "text/plain", "a".getBytes(UTF_8))
            .get();

    assertThat(answer.ok()).isTrue();
    assertThat(received.remove().headers().getFirst("X-One")).isEqualTo("1");
  }

  @Test
  void certificates_that_cannot_be_read_are_told(@TempDir Path folder) throws IOException {
    Path empty = Files.writeString(folder.resolve("ca.pem"), "");

    assertThatThrownBy(() -> HttpCaller.of(endpoint().withCaFile(empty.toString())))
        .hasMessage("the file " + empty + " holds no certificate");
    assertThatThrownBy(() -> HttpCaller.of(endpoint().withCaFile(folder + "/none.pem")))
        .hasMessage(
            "the certificates in " + folder + "/none.pem cannot be read; a PEM file is expected");
  }

  @Test
  void no_text_shows_a_token() {
    HttpEndpoint endpoint =
        HttpEndpoint.of(Secret.of("https://hooks.example.com:8443/never-print-me/B2"))
            .withHeader("Authorization", Secret.of("Bearer never-print-me"));

    assertThat(endpoint.toString())
        .isEqualTo("HttpEndpoint[https://hooks.example.com:8443, headers=[Authorization]]");
    assertThat(endpoint.uri("").toString()).endsWith("/never-print-me/B2");
    assertThat(endpoint.uri("/x").toString()).endsWith("/B2/x");
  }
}
