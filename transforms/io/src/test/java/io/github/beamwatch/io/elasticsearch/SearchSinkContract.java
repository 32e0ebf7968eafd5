package io.github.beamwatch.io.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.spec.ElasticsearchSinkSpec;
import io.github.beamwatch.core.spec.ElasticsearchSinkSpec.Flavor;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.fixtures.search.SearchServer;
import io.github.beamwatch.io.http.HttpAnswer;
import io.github.beamwatch.io.http.HttpCaller;
import io.github.beamwatch.io.http.HttpEndpoint;
import io.github.beamwatch.io.sink.Rows;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every search server. Each test has an index prefix of its own. */
abstract class SearchSinkContract {

  private static final ObjectMapper JSON = new ObjectMapper();

  abstract SearchServer server();

  abstract Flavor flavor();

  private ElasticsearchSinkSpec spec(String prefix, boolean daily) {
    return spec(prefix, daily, flavor(), List.of(server().url()));
  }

  private ElasticsearchSinkSpec spec(
      String prefix, boolean daily, Flavor flavor, List<String> urls) {
    return new ElasticsearchSinkSpec(
        urls, flavor, prefix, daily, null, null, null, null, Duration.ofSeconds(20), null);
  }

  private ElasticsearchSink prepared(String prefix, boolean daily) throws Exception {
    ElasticsearchSink sink = new ElasticsearchSink(spec(prefix, daily));
    sink.prepare();
    return sink;
  }

  private JsonNode get(String path) throws Exception {
    return JSON.readTree(HttpCaller.of(HttpEndpoint.of(server().url())).get(path).body());
  }

  private HttpAnswer put(String path, String body) throws Exception {
    return HttpCaller.of(HttpEndpoint.of(server().url()))
        .put(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode document(String index, String id) throws Exception {
    return get("/" + index + "/_doc/" + id).path("_source");
  }

  private int count(String indexes) throws Exception {
    get("/" + indexes + "/_refresh");
    return get("/" + indexes + "/_count").path("count").asInt();
  }

  @Test
  void what_is_written_is_read_back_equal_each_in_the_index_of_its_day() throws Exception {
    ElasticsearchSink sink = prepared("read", true);
    List<SinkRow> rows =
        List.of(
            Rows.firing("a1"),
            Rows.metric("UK", 1, 3),
            Rows.metric("UK", 2, 3.5),
            Rows.score("r", 1, "9.25"),
            Rows.deadLetter("d1"));

    assertThat(SinkRun.write(sink, rows)).isEmpty();

    assertThat(document("read-alerts-2026.01.31", "a1"))
        .isEqualTo(JSON.readTree(rows.get(0).json()));
    assertThat(document("read-metrics-2026.01.31", "m-UK-1"))
        .isEqualTo(JSON.readTree(rows.get(1).json()));
    assertThat(document("read-metrics-2026.02.01", "m-UK-2"))
        .isEqualTo(JSON.readTree(rows.get(2).json()));
    assertThat(document("read-scores-2026.01.31", "s-r-1"))
        .isEqualTo(JSON.readTree(rows.get(3).json()));
    assertThat(document("read-dead-letters", "d1")).isEqualTo(JSON.readTree(rows.get(4).json()));
  }

  @Test
  void fields_are_mapped_for_filters_times_and_sums() throws Exception {
    SinkRun.write(
        prepared("mapped", false),
        List.of(
            Rows.firing("a1"),
            Rows.metric("UK", 1, 3),
            Rows.score("r", 1, "9"),
            Rows.deadLetter("d")));

    JsonNode alerts = properties("mapped-alerts");
    for (String name : List.of("alert_id", "status", "alert_type", "severity", "pipeline")) {
      assertThat(alerts.at("/" + name + "/type").asText()).as(name).isEqualTo("keyword");
    }
    for (String name : List.of("alert_time", "starts_at", "ends_at", "window_start")) {
      assertThat(alerts.at("/" + name + "/type").asText()).as(name).isEqualTo("date");
    }
    for (String name : List.of("current_value", "expected_value", "score")) {
      assertThat(alerts.at("/" + name + "/type").asText()).as(name).isEqualTo("double");
    }
    assertThat(alerts.at("/labels/properties/country/type").asText()).isEqualTo("keyword");
    assertThat(alerts.at("/message/type").asText()).isEqualTo("text");
    JsonNode metrics = properties("mapped-metrics");
    assertThat(metrics.at("/measures/properties/clicks/type").asText()).isEqualTo("double");
    assertThat(metrics.at("/window_start/type").asText()).isEqualTo("date");
    JsonNode scores = properties("mapped-scores");
    assertThat(scores.at("/expected/type").asText()).isEqualTo("double");
    assertThat(scores.at("/verdict/type").asText()).isEqualTo("keyword");
    assertThat(properties("mapped-dead-letters").at("/reason/type").asText()).isEqualTo("keyword");
  }

  private JsonNode properties(String index) throws Exception {
    return get("/" + index + "/_mapping").path(index).path("mappings").path("properties");
  }

  /** Also when a runner writes the firing alert again after the resolved one. */
  @Test
  void an_alert_is_one_document_with_its_newest_state() throws Exception {
    ElasticsearchSink sink = prepared("newest", true);
    SinkRow resolved = Rows.resolved("a1");

    assertThat(SinkRun.write(sink, List.of(Rows.firing("a1"), resolved))).isEmpty();
    assertThat(SinkRun.write(sink, List.of(Rows.firing("a1")))).isEmpty();
    assertThat(SinkRun.write(sink, List.of(resolved))).isEmpty();

    assertThat(count("newest-alerts-*")).isEqualTo(1);
    assertThat(document("newest-alerts-2026.01.31", "a1"))
        .isEqualTo(JSON.readTree(resolved.json()));
  }

  @Test
  void a_document_that_does_not_fit_is_dead_and_the_others_are_written() throws Exception {
    SinkRow good = Rows.firing("good");
    SinkRow bad =
        new SinkRow(
            good.kind(),
            "bad",
            good.rule(),
            good.labels(),
            good.startMillis(),
            good.endMillis(),
            good.json().replace("\"score\":0.5", "\"score\":\"high\""));

    List<DeadLetter> dead = SinkRun.write(prepared("fit", false), List.of(good, bad));

    assertThat(dead).hasSize(1);
    assertThat(dead.get(0).reason()).isEqualTo(Reason.REFUSED);
    assertThat(dead.get(0).detail())
        .contains("the server answered 400, ", "failed to parse field [score]");
    assertThat(dead.get(0).payload()).isEqualTo(bad.bytes());
    assertThat(count("fit-alerts")).isEqualTo(1);
  }

  @Test
  void an_index_that_refuses_writes_loses_nothing() throws Exception {
    ElasticsearchSink sink = prepared("blocked", false);
    SinkRun.write(sink, List.of(Rows.firing("a0")));
    assertThat(put("/blocked-alerts/_settings", "{\"index.blocks.write\":true}").ok()).isTrue();

    List<DeadLetter> dead = SinkRun.write(sink, List.of(Rows.firing("a1"), Rows.firing("a2")));

    assertThat(dead).extracting(DeadLetter::reason).containsOnly(Reason.REFUSED).hasSize(2);
    assertThat(dead.get(0).detail()).contains("403, cluster_block_exception");
    put("/blocked-alerts/_settings", "{\"index.blocks.write\":false}");
  }

  @Test
  void a_server_that_is_killed_and_comes_back_gets_everything_once() throws Exception {
    ElasticsearchSink sink = prepared("killed", false);
    List<SinkRow> rows = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      rows.add(Rows.metric("UK", i, i));
    }
    SinkRun.write(sink, rows.subList(0, 1_500));
    server().kill();

    assertThat(SinkRun.writeWhileStarting(sink, rows, server()::restart)).isEmpty();

    assertThat(count("killed-metrics")).isEqualTo(3_000);
  }

  @Test
  void a_template_that_is_there_is_kept() throws Exception {
    String own = "{\"index_patterns\":[\"kept-alerts*\"],\"priority\":500,\"version\":42}";
    assertThat(put("/_index_template/kept-alerts", own).ok()).isTrue();

    prepared("kept", false);

    assertThat(
            get("/_index_template/kept-alerts")
                .at("/index_templates/0/index_template/version")
                .asInt())
        .isEqualTo(42);
    assertThat(get("/_index_template/kept-scores").at("/index_templates/0/name").asText())
        .isEqualTo("kept-scores");
  }

  @Test
  void a_server_of_the_other_kind_is_told_at_start() {
    Flavor other = flavor() == Flavor.OPENSEARCH ? Flavor.ELASTICSEARCH : Flavor.OPENSEARCH;
    ElasticsearchSink sink =
        new ElasticsearchSink(spec("other", true, other, List.of(server().url())));

    assertThatThrownBy(sink::prepare)
        .hasMessageMatching(
            "the server at .* is (Elasticsearch [78]|OpenSearch 2)[0-9.]*; set flavor: "
                + flavor().name().toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void a_node_that_is_away_is_no_harm_where_there_is_another() throws Exception {
    String away = "http://127.0.0.1:" + LoopbackPorts.free();
    ElasticsearchSink sink =
        new ElasticsearchSink(spec("nodes", false, flavor(), List.of(away, server().url())));

    sink.prepare();
    assertThat(SinkRun.write(sink, List.of(Rows.firing("a1")))).isEmpty();
    assertThat(count("nodes-alerts")).isEqualTo(1);
  }

  @Test
  void a_server_that_is_not_there_is_told_at_start_and_later_fills_the_dead_letters() {
    String away = "http://127.0.0.1:" + LoopbackPorts.free();
    ElasticsearchSink sink = new ElasticsearchSink(spec("away", true, flavor(), List.of(away)));

    assertThatThrownBy(sink::prepare)
        .hasMessage(away + " cannot be reached; check urls and start the server");
    assertThat(SinkRun.write(sink, Rows.alerts(3), Duration.ofMillis(500)))
        .extracting(DeadLetter::reason)
        .containsOnly(Reason.UNAVAILABLE)
        .hasSize(3);
  }
}
