package io.github.beamwatch.io.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.spec.JdbcSinkSpec;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.sink.BatchSink;
import io.github.beamwatch.io.sink.Rows;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRowCoder;
import io.github.beamwatch.io.sink.SinkUnavailableException;
import io.github.beamwatch.io.sink.WriteToSink;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real PostgreSQL. */
class JdbcSinkTest {

  private static final String PASSWORD = "never-print-me-jdbc";

  @TempDir static Path folder;

  private static final int PORT = LoopbackPorts.free();
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = launch();
    execute(
        "CREATE USER writer PASSWORD '" + PASSWORD + "'", "GRANT ALL ON SCHEMA public TO writer");
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static EmbeddedPostgres launch() throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(PORT)
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        .start();
  }

  @Test
  void writesRowsAndReadsThemBack() throws Exception {
    JdbcSink sink = new JdbcSink(spec("written", null));
    sink.prepare();
    sink.prepare();

    assertThat(write(sink, Rows.alerts(1_200), Duration.ZERO)).isEmpty();
    assertThat(write(sink, Rows.alerts(700), Duration.ZERO)).as("again").isEmpty();

    assertThat(query("SELECT count(*) FROM written")).containsExactly("1200");
    assertThat(
            query(
                "SELECT id || ' ' || kind || ' ' || rule || ' ' || (labels->>'country') || ' ' ||"
                    + " extract(epoch from starts_at)::int || ' ' || extract(epoch from"
                    + " ends_at)::int || ' ' || (body->>'alert_id') FROM written WHERE id = 'a7'"))
        .containsExactly("a7 alert ctr_drop UK 60 120 a7");
  }

  @Test
  void anOlderStateDoesNotReplaceANewerOne() throws Exception {
    JdbcSink sink = new JdbcSink(spec("newest", null));
    sink.prepare();

    write(sink, List.of(state(300_000, "resolved")), Duration.ZERO);
    write(sink, List.of(state(120_000, "firing")), Duration.ZERO);
    assertThat(query("SELECT body->>'status' FROM newest")).containsExactly("resolved");
    write(sink, List.of(state(420_000, "later")), Duration.ZERO);

    assertThat(query("SELECT body->>'status' FROM newest")).containsExactly("later");
  }

  @Test
  void aRowThatIsRefusedIsDeadAndTheOthersAreWritten() throws Exception {
    JdbcSink sink = new JdbcSink(spec("picky", null));
    sink.prepare();
    execute("ALTER TABLE picky ADD CHECK (id <> 'a3')");

    List<DeadLetter> dead = write(sink, Rows.alerts(10), Duration.ofSeconds(5));

    assertThat(query("SELECT count(*) FROM picky")).containsExactly("9");
    assertThat(dead).hasSize(1);
    assertThat(dead.get(0).reason()).isEqualTo(Reason.REFUSED);
    assertThat(dead.get(0).payload()).isEqualTo(Rows.alert("a3").bytes());
    assertThat(dead.get(0).detail()).contains("violates check constraint");
  }

  @Test
  void aStatementOfOnesOwnIsExecuted() throws Exception {
    execute(
        "CREATE TABLE own (k text primary key, doc text, at timestamptz)",
        "GRANT ALL ON own TO writer");
    JdbcSink sink =
        new JdbcSink(
            spec(
                null,
                "INSERT INTO own VALUES (:id, :json, :end) ON CONFLICT (k) DO UPDATE SET doc ="
                    + " excluded.doc"));
    sink.prepare();

    write(sink, Rows.alerts(3), Duration.ZERO);

    assertThat(query("SELECT k || doc || extract(epoch from at)::int FROM own ORDER BY 1"))
        .containsExactly(
            "a0{\"alert_id\":\"a0\"}120",
            "a1{\"alert_id\":\"a1\"}120",
            "a2{\"alert_id\":\"a2\"}120");
  }

  @Test
  void goesOnAfterTheServerWasKilledAndStartedAgain() throws Exception {
    JdbcSink sink = new JdbcSink(spec("killed", null));
    sink.prepare();
    try (BatchSink.Writer writer = sink.open()) {
      writer.write(Rows.alerts(5));
      kill();
      assertThatThrownBy(() -> writer.write(Rows.alerts(10)))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageStartingWith("the database at jdbc:postgresql://127.0.0.1:" + PORT)
          .hasMessageNotContaining(PASSWORD);
      // Lets go of the folder.
      postgres.close();
      postgres = launch();
      writer.write(Rows.alerts(10));
    }

    assertThat(query("SELECT count(*) FROM killed")).containsExactly("10");
  }

  @Test
  void isReadOnlyForAWhile() throws Exception {
    JdbcSink sink = new JdbcSink(spec("frozen", null));
    sink.prepare();
    execute("ALTER USER writer SET default_transaction_read_only = on");
    try (BatchSink.Writer writer = sink.open()) {
      assertThatThrownBy(() -> writer.write(Rows.alerts(2)))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageContaining("read-only");
      execute("ALTER USER writer RESET default_transaction_read_only");
      assertThat(writer.write(Rows.alerts(2))).isEqualTo(BatchSink.Outcome.WRITTEN);
    } finally {
      execute("ALTER USER writer RESET default_transaction_read_only");
    }
  }

  @Test
  void saysInOneSentenceWhatIsWrongAtTheStart() {
    int nobody = LoopbackPorts.free();
    assertThatThrownBy(
            () ->
                new JdbcSink(
                        new JdbcSinkSpec(
                            "jdbc:postgresql://127.0.0.1:" + nobody + "/postgres",
                            "writer",
                            Secret.of(PASSWORD),
                            null,
                            null,
                            null))
                    .prepare())
        .isInstanceOf(ConnectorUnavailableException.class)
        .hasMessageStartingWith(
            "the database at jdbc:postgresql://127.0.0.1:" + nobody + "/postgres cannot be used: ")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(
            () ->
                new JdbcSink(
                        new JdbcSinkSpec("jdbc:nosuch:db", null, null, null, "x :id :json", null))
                    .prepare())
        .hasMessage(
            "the database at jdbc:nosuch:db cannot be used: No suitable driver found for"
                + " jdbc:nosuch:db");
  }

  private static JdbcSinkSpec spec(String table, String statement) {
    return new JdbcSinkSpec(
        "jdbc:postgresql://127.0.0.1:" + PORT + "/postgres",
        "writer",
        Secret.of(PASSWORD),
        table,
        statement,
        Duration.ofSeconds(30));
  }

  private static SinkRow state(long end, String status) {
    SinkRow row = Rows.alert("same");
    return new SinkRow(
        row.kind(),
        row.id(),
        row.rule(),
        row.labels(),
        row.startMillis(),
        end,
        "{\"status\":\"" + status + "\"}");
  }

  private static List<DeadLetter> write(JdbcSink sink, List<SinkRow> rows, Duration retryFor) {
    DirectRun run = DirectRun.withParallelism(2);
    Kept<DeadLetter> dead =
        run.keep(
            run.pipeline()
                .apply(Create.of(rows).withCoder(SinkRowCoder.of()))
                .apply(
                    WriteToSink.of("jdbc", "alerts.sinks[0].jdbc", sink).withRetryFor(retryFor)));
    run.toEnd();
    return dead.values();
  }

  /** As {@code kill -9} of the server's first process. */
  private static void kill() throws Exception {
    long pid =
        Long.parseLong(
            java.nio.file.Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                .get(0));
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
    all.add(0, server);
    for (ProcessHandle one : all) {
      one.destroyForcibly();
    }
    server.onExit().get();
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<String> query(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
