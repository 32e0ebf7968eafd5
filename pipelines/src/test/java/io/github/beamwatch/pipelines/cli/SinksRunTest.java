package io.github.beamwatch.pipelines.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.fixtures.redis.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run whose results go to servers. */
class SinksRunTest {

  @TempDir Path folder;

  private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          boolean post = exchange.getRequestMethod().equals("POST");
          boolean refused = post && refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
          if (post && !refused) {
            received.add(body);
          }
          exchange.sendResponseHeaders(refused ? 400 : 200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String hook() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/never-print-me";
  }

  /** Eight windows of one shop; the last is above the limit. */
  private Path spec(String sinks) throws IOException {
    StringBuilder events = new StringBuilder();
    for (int minute = 0; minute < 8; minute++) {
      events.append(
          "{\"at\":\"2026-01-31T09:3%d:00Z\",\"shop\":\"a\",\"amount\":%d}\n"
              .formatted(minute, minute < 6 ? 1 : 9));
    }
    events.append("no json\n");
    Files.writeString(folder.resolve("in.jsonl"), events);
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        apiVersion: beamwatch/v1
        name: orders
        source: {files: {paths: ["%1$s/in.jsonl"]}}
        parse: {format: json, timestamp: {field: at}}
        measure:
          groupBy: [shop]
          window: 1m
          measures: {amount: {sum: amount}}
        detect:
          - {rule: much, metric: amount, when: {above: 5}}
        %2$s
        """
            .formatted(folder, sinks));
  }

  private List<String> lines(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("dead"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .flatMap(
              file -> {
                try {
                  return Files.readAllLines(file).stream();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .toList();
    }
  }

  @Test
  void what_a_sink_refuses_is_in_the_dead_letters_and_the_account_holds() throws IOException {
    refusals.set(3);

    Cli cli =
        Cli.run(
            "run",
            spec("""
                    sinks:
                      metrics: [{webhook: {url: "%s"}}]
                      deadLetters: [{files: {path: "%s/dead"}}]
                    """
                    .formatted(hook(), folder))
                .toString());

    assertThat(cli.code()).isZero();
    assertThat(cli.err())
        .contains("read 9 = measured 8 + dead 1 + late 0")
        .contains("not taken by sinks, now dead letters: webhook 3 refused")
        .doesNotContain("never-print-me");
    assertThat(received)
        .hasSize(5)
        .allMatch(body -> body.startsWith("{\"pipeline\":\"orders\",\"labels\":{\"shop\":\"a\"}"));
    List<String> dead = lines("dead-letters");
    assertThat(dead).hasSize(4);
    assertThat(dead.stream().filter(line -> line.contains("\"stage\":\"write\"")))
        .hasSize(3)
        .allMatch(
            line ->
                line.contains("\"reason\":\"refused\"")
                    && line.contains("\"source\":\"sinks.metrics[0].webhook\"")
                    && line.contains("{\\\"pipeline\\\":\\\"orders\\\"")
                    && !line.contains("never-print-me"));
  }

  @Test
  void every_kind_of_result_goes_where_the_spec_says() throws IOException {
    try (RedisProcess redis = RedisProcess.start()) {
      Cli cli =
          Cli.run(
              "run",
              spec("""
                      alerts:
                        sinks:
                          - redis: {address: "%1$s"}
                          - webhook: {url: "%2$s/alerts"}
                      sinks:
                        metrics: [{redis: {address: "%1$s", ttl: 1h}}]
                        scores: [{webhook: {url: "%2$s/scores", batch: 100}}]
                        deadLetters: [{webhook: {url: "%2$s/dead"}}]
                      """
                      .formatted(redis.address(), hook()))
                  .toString());

      assertThat(cli.err()).contains("read 9 = measured 8 + dead 1 + late 0");
      assertThat(cli.code()).isZero();
      assertThat(received.stream().filter(body -> body.startsWith("{\"alert_id\""))).hasSize(1);
      assertThat(received.stream().filter(body -> body.contains("\"stage\":\"parse\""))).hasSize(1);
      assertThat(received.stream().filter(body -> body.startsWith("[")).toList().toString())
          .contains("\"rule\":\"much\"", "\"verdict\":\"ANOMALY\"");
      assertThat(keys(redis)).isEqualTo("*9");
    }
  }

  private static String keys(RedisProcess redis) throws IOException {
    try (Socket socket = new Socket(LoopbackPorts.HOST, redis.port())) {
      socket.getOutputStream().write("KEYS *\r\n".getBytes(UTF_8));
      byte[] answer = new byte[2];
      assertThat(socket.getInputStream().readNBytes(answer, 0, 2)).isEqualTo(2);
      return new String(answer, UTF_8);
    }
  }

  @Test
  void a_server_that_is_not_there_is_one_sentence() throws IOException {
    String away = "127.0.0.1:" + LoopbackPorts.free();

    Cli cli =
        Cli.run(
            "run",
            spec("alerts: {sinks: [{console: {}}, {redis: {address: '%s'}}]}".formatted(away))
                .toString());

    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.err())
        .contains(
            "alerts.sinks[1].redis: Redis at "
                + away
                + " cannot be reached; check the address and start the server")
        .doesNotContain("\tat ");
  }

  @Test
  void with_an_output_folder_no_server_is_needed() throws IOException {
    String away = "127.0.0.1:" + LoopbackPorts.free();

    Cli cli =
        Cli.run(
            "run",
            spec("alerts: {sinks: [{redis: {address: '%s'}}]}".formatted(away)).toString(),
            "--output=" + folder.resolve("out"));

    assertThat(cli.err()).contains("read 9 = measured 8 + dead 1 + late 0");
    assertThat(cli.code()).isZero();
  }
}
