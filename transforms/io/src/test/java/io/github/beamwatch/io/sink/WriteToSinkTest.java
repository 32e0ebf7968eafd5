package io.github.beamwatch.io.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.junit.jupiter.api.Test;

class WriteToSinkTest {

  private Kept<DeadLetter> dead;

  /** All rows in one bundle: one element makes them. */
  private SortedMap<String, Long> write(List<SinkRow> rows, WriteToSink write) {
    DirectRun run = DirectRun.withParallelism(1);
    dead =
        run.keep(
            run.pipeline()
                .apply(Create.of(0))
                .apply("Rows", ParDo.of(new Emit(rows)))
                .setCoder(SinkRowCoder.of())
                .apply(Window.into(FixedWindows.of(org.joda.time.Duration.standardMinutes(1))))
                .apply("Write", write));
    return run.toEnd();
  }

  private static final class Emit extends DoFn<Integer, SinkRow> {
    private final List<SinkRow> rows;

    Emit(List<SinkRow> rows) {
      this.rows = rows;
    }

    @ProcessElement
    public void process(OutputReceiver<SinkRow> out) {
      rows.forEach(out::output);
    }
  }

  @Test
  void rows_are_written_in_batches() {
    FlakySink sink = new FlakySink("batches", 10);

    SortedMap<String, Long> counters = write(Rows.alerts(25), WriteToSink.of("test", "t", sink));

    assertThat(sink.server().batches).extracting(List::size).containsExactly(10, 10, 5);
    assertThat(dead.values()).isEmpty();
    assertThat(counters).containsEntry("sink_test_written", 25L);
  }

  @Test
  void a_batch_ends_before_it_is_too_long() {
    FlakySink sink = new FlakySink("bytes", 1_000);
    String padding = "x".repeat((int) (WriteToSink.BATCH_BYTES / 2) - 100);
    List<SinkRow> rows =
        Rows.alerts(5).stream()
            .map(
                row ->
                    new SinkRow(
                        row.kind(), row.id(), "", row.labels(), 0, 0, "\"" + padding + "\""))
            .toList();

    write(rows, WriteToSink.of("test", "t", sink));

    assertThat(sink.server().batches).extracting(List::size).containsExactly(2, 2, 1);
  }

  @Test
  void a_server_that_comes_back_in_time_loses_nothing() {
    FlakySink sink = new FlakySink("back", 10);
    sink.server().failures.set(3);

    SortedMap<String, Long> counters = write(Rows.alerts(5), WriteToSink.of("test", "t", sink));

    assertThat(sink.server().batches).hasSize(4);
    assertThat(sink.server().written).containsExactly("a0", "a1", "a2", "a3", "a4");
    assertThat(dead.values()).isEmpty();
    assertThat(counters)
        .containsEntry("sink_test_written", 5L)
        .containsEntry("sink_test_retried", 15L);
  }

  @Test
  void rows_that_are_refused_are_dead_and_the_others_written() {
    FlakySink sink = new FlakySink("refused", 10);
    sink.server().refuses = "a[13]";

    SortedMap<String, Long> counters =
        write(Rows.alerts(5), WriteToSink.of("test", "alerts.sinks[0].test", sink));

    assertThat(sink.server().written).containsExactly("a0", "a2", "a4");
    assertThat(dead.values())
        .containsExactlyInAnyOrder(
            letter("a1", Reason.REFUSED, "no place for a1"),
            letter("a3", Reason.REFUSED, "no place for a3"));
    assertThat(counters)
        .containsEntry("sink_test_written", 3L)
        .containsEntry("sink_test_refused", 2L)
        .doesNotContainKey("dead_letters");
  }

  private static DeadLetter letter(String id, Reason reason, String detail) {
    return new DeadLetter(
        "write",
        reason,
        detail,
        ("{\"alert_id\":\"" + id + "\"}").getBytes(UTF_8),
        "alerts.sinks[0].test",
        120_000L);
  }

  @Test
  void only_the_rows_that_were_postponed_are_sent_again() {
    FlakySink sink = new FlakySink("postponed", 10);
    sink.server().postpones = "a[12]";
    sink.server().postponements.set(3);

    write(Rows.alerts(4), WriteToSink.of("test", "t", sink));

    assertThat(sink.server().batches)
        .containsExactly(List.of("a0", "a1", "a2", "a3"), List.of("a1", "a2"), List.of("a1"));
    assertThat(sink.server().written).containsExactlyInAnyOrder("a0", "a1", "a2", "a3");
  }

  @Test
  void what_a_server_does_not_take_in_time_is_dead_and_nobody_waits_for_it_again() {
    FlakySink sink = new FlakySink("away", 10);
    sink.server().failures.set(Integer.MAX_VALUE);

    SortedMap<String, Long> counters =
        write(
            Rows.alerts(100),
            WriteToSink.of("test", "alerts.sinks[0].test", sink)
                .withRetryFor(Duration.ofMillis(500)));

    // The first batch was tried for as long as allowed, the other nine not at all.
    assertThat(sink.server().batches.stream().map(batch -> batch.get(0)).distinct())
        .containsExactly("a0");
    assertThat(sink.server().batches).hasSizeGreaterThan(1);
    assertThat(dead.values())
        .hasSize(100)
        .contains(letter("a99", Reason.UNAVAILABLE, "the server is away"));
    assertThat(counters)
        .containsEntry("sink_test_unavailable", 100L)
        .containsEntry("sink_test_written", 0L);
  }

  @Test
  void a_server_that_asks_for_patience_gets_it() {
    FlakySink sink = new FlakySink("patience", 10);
    sink.server().failures.set(1);
    sink.server().retryAfter = Duration.ofSeconds(1);
    long start = System.nanoTime();

    write(Rows.alerts(1), WriteToSink.of("test", "t", sink));

    assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofSeconds(1).toNanos());
    assertThat(sink.server().written).containsExactly("a0");
  }

  @Test
  void dead_letters_that_cannot_be_written_fail_their_bundle() {
    FlakySink sink = new FlakySink("failing", 10);
    sink.server().refuses = "a1";

    assertThatThrownBy(
            () ->
                write(
                    Rows.alerts(2),
                    WriteToSink.of("test", "sinks.deadLetters[0].test", sink).failing()))
        .hasMessageContaining(
            "dead letters cannot be written to sinks.deadLetters[0].test: no place for a1");
  }

  @Test
  void a_row_survives_its_coder() throws Exception {
    SinkRow row = Rows.alert("äö");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SinkRowCoder.of().encode(row, out);

    assertThat(SinkRowCoder.of().decode(new ByteArrayInputStream(out.toByteArray())))
        .isEqualTo(row);
  }
}
