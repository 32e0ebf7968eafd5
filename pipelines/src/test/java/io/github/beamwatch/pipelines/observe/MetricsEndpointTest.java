package io.github.beamwatch.pipelines.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.LatencyHistogram;
import io.github.beamwatch.pipelines.launch.JobFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {

  private static final MetricsAddress ANYWHERE = new MetricsAddress("127.0.0.1", 0);
  private static final JobIdentity JOB =
      JobIdentity.of("my pipeline", "abc123", "Direct", List.of("endpoint_rule", "quiet_rule"));
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Test
  void prometheusReadsCountersGaugesAndHistograms() throws Exception {
    Counters.countAlert(Counters.ALERTS_FIRING, "endpoint_rule");
    Counters.counter("endpoint_events").inc(7);
    Counters.gauge("endpoint_timestamp_seconds").set(1_765_958_400);
    LatencyHistogram latency = LatencyHistogram.named("endpoint_latency");
    latency.recordMillis(200);
    latency.recordMillis(40_000_000);

    try (MetricsEndpoint endpoint = MetricsEndpoint.open(ANYWHERE, JOB)) {
      HttpResponse<String> answer = get(endpoint.url());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
      assertThat(answer.body().lines())
          .contains(
              "# TYPE beamwatch_alerts_total counter",
              "beamwatch_alerts_total{pipeline=\"my"
                  + " pipeline\",rule=\"endpoint_rule\",status=\"firing\"} 1.0",
              "beamwatch_alerts_total{pipeline=\"my"
                  + " pipeline\",rule=\"quiet_rule\",status=\"firing\"} 0.0",
              "beamwatch_endpoint_events_total{pipeline=\"my pipeline\"} 7.0",
              "beamwatch_endpoint_timestamp_seconds{pipeline=\"my pipeline\"} 1.7659584E9",
              "# TYPE beamwatch_endpoint_latency_milliseconds histogram",
              "beamwatch_endpoint_latency_milliseconds_bucket{pipeline=\"my"
                  + " pipeline\",le=\"100.0\"} 0",
              "beamwatch_endpoint_latency_milliseconds_bucket{pipeline=\"my"
                  + " pipeline\",le=\"250.0\"} 1",
              "beamwatch_endpoint_latency_milliseconds_bucket{pipeline=\"my pipeline\",le=\"+Inf\"}"
                  + " 2",
              "beamwatch_endpoint_latency_milliseconds_count{pipeline=\"my pipeline\"} 2",
              "beamwatch_endpoint_latency_milliseconds_sum{pipeline=\"my pipeline\"} 4.00002E7",
              "beamwatch_run_info{pipeline=\"my"
                  + " pipeline\",runner=\"Direct\",spec_version=\"abc123\"} 1")
          // The process may have dead letters of other tests.
          .anyMatch(
              line ->
                  line.startsWith(
                      "beamwatch_dead_letters_total{pipeline=\"my"
                          + " pipeline\",reason=\"missing_field\"} "))
          .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}"))
          .noneMatch(line -> line.startsWith("beamwatch_alerts_firing"));
    }
  }

  @Test
  void itSpeaksOpenMetricsToThoseWhoAsk() throws Exception {
    try (MetricsEndpoint endpoint = MetricsEndpoint.open(ANYWHERE, JOB)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(endpoint.url()))
              .header("Accept", "application/openmetrics-text; version=1.0.0")
              .build();
      String answer = CLIENT.send(request, BodyHandlers.ofString()).body();
      assertThat(answer).endsWith("# EOF\n").contains("# TYPE beamwatch_run info");
    }
  }

  @Test
  void itSaysThatTheProcessIsAlive() throws Exception {
    try (MetricsEndpoint endpoint = MetricsEndpoint.open(ANYWHERE, JOB)) {
      assertThat(get(endpoint.url().replace("/metrics", "/healthz")))
          .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200))
          .satisfies(answer -> assertThat(answer.body()).isEqualTo("ok\n"));
      assertThat(get(endpoint.url().replace("/metrics", "/else")).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aPortThatIsTakenIsOneSentence() {
    try (MetricsEndpoint first = MetricsEndpoint.open(ANYWHERE, JOB)) {
      int port = URI.create(first.url()).getPort();
      assertThatThrownBy(() -> MetricsEndpoint.open(new MetricsAddress("127.0.0.1", port), JOB))
          .isInstanceOf(JobFailedException.class)
          .hasMessage(
              "metrics cannot be shown at 127.0.0.1:%d: Address already in use; choose another --metrics-port or --metrics-host"
                  .formatted(port));
    }
  }

  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }
}
