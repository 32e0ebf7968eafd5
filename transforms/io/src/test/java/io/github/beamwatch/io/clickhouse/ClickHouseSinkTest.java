package io.github.beamwatch.io.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.spec.ClickHouseSinkSpec;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.fixtures.clickhouse.ClickHouseProcess;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
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
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real server; passed over where clickhouse-server is not installed. */
class ClickHouseSinkTest {

  private static ClickHouseProcess server;

  @BeforeAll
  static void start() {
    assumeThat(ClickHouseProcess.binary())
        .as("clickhouse-server is installed: apt-get install clickhouse-server")
        .isPresent();
    server = ClickHouseProcess.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static ClickHouseSinkSpec spec(String url, String prefix, String user, String password) {
    return new ClickHouseSinkSpec(
        url,
        null,
        prefix,
        user,
        password == null ? null : Secret.of(password),
        null,
        Duration.ofSeconds(20),
        null);
  }

  private static ClickHouseSink prepared(String prefix) throws Exception {
    ClickHouseSink sink = new ClickHouseSink(spec(server.url(), prefix, "ann", "never-print-me"));
    sink.prepare();
    sink.prepare();
    return sink;
  }

  private static List<String> query(String sql) throws Exception {
    HttpAnswer answer =
        HttpCaller.of(HttpEndpoint.of(server.url()))
            .post("/", "text/plain", sql.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.ok()).as(answer.text()).isTrue();
    return answer.text().lines().toList();
  }

  @Test
  void an_alert_is_read_back_equal_with_its_newest_state() throws Exception {
    ClickHouseSink sink = prepared("alert_");

    SinkRun.write(sink, List.of(Rows.firing("a1"), Rows.resolved("a1"), Rows.firing("a2")));
    SinkRun.write(sink, List.of(Rows.firing("a1")));

    assertThat(
            query(
                "SELECT alert_id, status, severity, series, labels.value[indexOf(labels.name,"
                    + " 'country')], current_value, expected_value, deviation_percent, message,"
                    + " samples, toUnixTimestamp(starts_at), toUnixTimestamp(alert_time),"
                    + " ends_at_ms FROM alert_alerts FINAL ORDER BY alert_id FORMAT TSV"))
        .containsExactly(
            "a1\tresolved\thigh\tad_format=a:b,country=UK\tUK\t9.5\t9.25\t\\N\tctr fell: “ä”\t94\t"
                + "1769903880\t1769904120\t1769904120000",
            "a2\tfiring\thigh\tad_format=a:b,country=UK\tUK\t0.123456789012345\t9.25\t\\N\tctr"
                + " fell: “ä”\t94\t1769903880\t1769903940\t\\N");
  }

  @Test
  void a_metric_point_is_a_row_for_each_value_and_written_again_it_replaces_itself()
      throws Exception {
    ClickHouseSink sink = prepared("metric_");
    for (int i = 0; i < 2; i++) {
      assertThat(SinkRun.write(sink, List.of(Rows.metric("UK", 1, 3.5)))).isEmpty();
    }

    assertThat(
            query(
                "SELECT pipeline, name, value, samples, series, window_start_ms,"
                    + " toUnixTimestamp(window_end) FROM metric_metrics FINAL ORDER BY name FORMAT"
                    + " TSV"))
        .containsExactly(
            "ads\tclicks\t3.5\t7\tad_format=a:b,country=UK\t1769903940000\t1769904000",
            "ads\tctr\t\\N\t7\tad_format=a:b,country=UK\t1769903940000\t1769904000",
            "ads\tecpm\t2.5\t7\tad_format=a:b,country=UK\t1769903940000\t1769904000");
  }

  /** Decimal texts are read one bit wrong by this server, some four in a hundred. */
  @Test
  void numbers_are_the_same_to_the_last_bit() throws Exception {
    Random random = new Random(1);
    List<SinkRow> rows = new ArrayList<>();
    Map<Integer, Long> expected = new TreeMap<>();
    for (int i = 0; i < 2_000; i++) {
      double value = 100.0 * (1 + random.nextInt(200)) / (1 + random.nextInt(999));
      rows.add(Rows.score("bits", i, Double.toString(value)));
      expected.put(i, Double.doubleToRawLongBits(value));
    }
    assertThat(SinkRun.write(prepared("bits_"), rows)).isEmpty();

    List<String> bits =
        query(
            "SELECT reinterpretAsInt64(reinterpretAsString(assumeNotNull(expected))) FROM"
                + " bits_scores FINAL ORDER BY window_start_ms FORMAT TSV");
    assertThat(bits.stream().map(Long::valueOf)).containsExactlyElementsOf(expected.values());
  }

  @Test
  void a_table_with_other_columns_is_refused_at_start() throws Exception {
    ClickHouseSink sink = prepared("changed_");
    query("ALTER TABLE changed_scores MODIFY COLUMN threshold Nullable(Float32)");

    assertThatThrownBy(sink::prepare)
        .hasMessage(
            "the column threshold of default.changed_scores is Nullable(Float32), where"
                + " Nullable(Float64) is written; change it back, or choose another tablePrefix");
  }

  @Test
  void scores_and_dead_letters_have_tables_too() throws Exception {
    assertThat(
            SinkRun.write(
                prepared("other_"),
                List.of(
                    Rows.score("r", 1, "9.25"), Rows.score("r", 2, "null"), Rows.deadLetter("d"))))
        .isEmpty();

    assertThat(
            query(
                "SELECT rule, verdict, value, expected, score, lower, imputed, severity FROM"
                    + " other_scores ORDER BY window_start FORMAT TSV"))
        .containsExactly(
            "r\tNORMAL\t4.5\t9.25\t1.5\t\\N\t1\t", "r\tNORMAL\t4.5\t\\N\t1.5\t\\N\t1\t");
    assertThat(
            query(
                "SELECT id, stage, reason, payload, source, event_time_ms, written_at > '2020-01-01"
                    + " 00:00:00' FROM other_dead_letters FORMAT TSV"))
        .containsExactly("d\tparse\tmalformed\t{oops\t\t\\N\t1");
  }

  @Test
  void a_row_that_does_not_fit_is_dead_and_the_others_are_written() throws Exception {
    List<SinkRow> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(Rows.firing("a" + i));
    }
    SinkRow good = rows.get(17);
    rows.set(
        17,
        new SinkRow(
            good.kind(),
            "bad",
            good.rule(),
            good.labels(),
            good.startMillis(),
            good.endMillis(),
            good.json().replace("\"score\":0.5", "\"score\":\"high\"")));

    List<DeadLetter> dead = SinkRun.write(prepared("fit_"), rows);

    assertThat(dead).extracting(DeadLetter::reason).containsExactly(Reason.REFUSED);
    assertThat(dead.get(0).payload()).isEqualTo(rows.get(17).bytes());
    assertThat(query("SELECT count() FROM fit_alerts FINAL")).containsExactly("49");
  }

  @Test
  void a_table_that_is_gone_refuses_its_rows() throws Exception {
    ClickHouseSink sink = prepared("gone_");
    query("DROP TABLE gone_alerts");

    List<DeadLetter> dead = SinkRun.write(sink, List.of(Rows.firing("a1"), Rows.firing("a2")));

    assertThat(dead).extracting(DeadLetter::reason).containsOnly(Reason.REFUSED).hasSize(2);
    assertThat(dead.get(0).detail()).contains("Code: 60");
  }

  @Test
  void a_server_that_is_killed_and_comes_back_gets_everything_once() throws Exception {
    ClickHouseSink sink = prepared("killed_");
    List<SinkRow> rows = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      rows.add(Rows.score("r", i, "1.5"));
    }
    SinkRun.write(sink, rows.subList(0, 1_500));
    server.kill();

    assertThat(SinkRun.writeWhileStarting(sink, rows, server::restart)).isEmpty();

    assertThat(query("SELECT count() FROM killed_scores FINAL")).containsExactly("3000");
  }

  @Test
  void the_server_is_asked_at_start() {
    String away = "http://127.0.0.1:" + LoopbackPorts.free();

    assertThatThrownBy(() -> new ClickHouseSink(spec(away, "a_", null, null)).prepare())
        .hasMessage(away + " cannot be reached; check url and start the server");
    assertThatThrownBy(
            () ->
                new ClickHouseSink(spec(server.url(), "a_", "ann", "never-print-me-either"))
                    .prepare())
        .hasMessageContaining("Wrong password for user ann")
        .hasMessageNotContaining("never-print-me");
    assertThatThrownBy(
            () ->
                new ClickHouseSink(spec(server.url(), "a_", "reader", "never-print-me")).prepare())
        .hasMessageStartingWith("ClickHouse does not let us make its tables: ");
  }
}
