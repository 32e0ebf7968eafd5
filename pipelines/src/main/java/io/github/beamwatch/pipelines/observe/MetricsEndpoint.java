package io.github.beamwatch.pipelines.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.github.beamwatch.pipelines.launch.JobFailedException;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;

/**
 * Answers Prometheus at {@code /metrics} while a job runs in this process, and says at {@code
 * /healthz} that the process is alive. Text format 0.0.4, or OpenMetrics for those who ask for it.
 */
public final class MetricsEndpoint implements AutoCloseable {

  private final MetricsAddress asked;
  private final HTTPServer server;

  private MetricsEndpoint(MetricsAddress asked, HTTPServer server) {
    this.asked = asked;
    this.server = server;
  }

  /**
   * Opens it.
   *
   * @throws JobFailedException if nobody can listen there
   */
  public static MetricsEndpoint open(MetricsAddress address, JobIdentity job) {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new JobMetrics(job));
    JvmMetrics.builder().register(registry);
    try {
      return new MetricsEndpoint(
          address,
          HTTPServer.builder()
              .inetAddress(InetAddress.getByName(address.host()))
              .port(address.port())
              .registry(registry)
              .defaultHandler(MetricsEndpoint::answer)
              .buildAndStart());
    } catch (IOException e) {
      throw new JobFailedException(
          "metrics cannot be shown at %s:%d: %s; choose another --metrics-port or --metrics-host"
              .formatted(address.host(), address.port(), e.getMessage()),
          e);
    }
  }

  /** Where it is. */
  public String url() {
    return "http://%s:%d/metrics".formatted(asked.host(), server.getPort());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    boolean health = exchange.getRequestURI().getPath().equals("/healthz");
    byte[] text = (health ? "ok\n" : "metrics are at /metrics\n").getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(health ? 200 : 404, text.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(text);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
