package io.github.beamwatch.io.sink;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.log.JobLog;
import io.github.beamwatch.beam.parse.DeadLetterCoder;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a {@link BatchSink}, and puts out those that it could not write.
 *
 * <p>Input: bounded or not, any windowing. Output: a dead letter of stage {@code write} for each
 * row that the server refuses, or that it did not take within {@code retryFor}, with the row's
 * JSON; in the global window. Rows are batched within a bundle, which ends with its last batch, so
 * a row is never acknowledged before it is written or dead; when a runner takes up work again after
 * a failure rows are written again, equal to the first. No shuffle, no state, no timers.
 *
 * <pre>{@code
 * PCollection<DeadLetter> dead =
 *     rows.apply("WriteAlerts", WriteToSink.of("elasticsearch", "alerts", sink));
 * }</pre>
 */
public final class WriteToSink extends PTransform<PCollection<SinkRow>, PCollection<DeadLetter>> {

  private static final long serialVersionUID = 1L;

  /**
   * How long a batch is tried. Longer than a server needs to start again, so that a restart costs
   * nothing; short enough for several sinks in a row to give up, one after the other, within the
   * ten minutes that Flink gives a checkpoint.
   */
  public static final Duration DEFAULT_RETRY_FOR = Duration.ofMinutes(2);

  /** How many bytes of JSON a batch has, unless a single row is longer. */
  public static final long BATCH_BYTES = 4L << 20;

  /** The stage of the dead letters. */
  public static final String STAGE = "write";

  private final String kind;
  private static final JobLog LOG = JobLog.of(WriteToSink.class);

  private final String name;
  private final BatchSink sink;
  private final Duration retryFor;
  private final boolean failing;

  private WriteToSink(
      String kind, String name, BatchSink sink, Duration retryFor, boolean failing) {
    this.kind = kind;
    this.name = name;
    this.sink = sink;
    this.retryFor = retryFor;
    this.failing = failing;
  }

  /**
   * Writes to this sink.
   *
   * @param kind the connector's name, as counters have it: {@code sink_<kind>_written}
   * @param name which of them it is: the source of its dead letters
   */
  public static WriteToSink of(String kind, String name, BatchSink sink) {
    return new WriteToSink(kind, name, sink, DEFAULT_RETRY_FOR, false);
  }

  /** Tries a batch for so long; zero tries it once. */
  public WriteToSink withRetryFor(Duration duration) {
    return new WriteToSink(kind, name, sink, duration, failing);
  }

  /**
   * Fails the bundle for a row that cannot be written, so that the runner tries it again: for the
   * rows that are dead letters themselves, which have nowhere else to go.
   */
  public WriteToSink failing() {
    return new WriteToSink(kind, name, sink, retryFor, true);
  }

  @Override
  public PCollection<DeadLetter> expand(PCollection<SinkRow> rows) {
    return rows.apply("GlobalWindow", Window.into(new GlobalWindows()))
        .apply("WriteBatches", ParDo.of(new WriteFn(this)))
        .setCoder(DeadLetterCoder.of());
  }

  private static final class WriteFn extends DoFn<SinkRow, DeadLetter> {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final BatchSink sink;
    private final Duration retryFor;
    private final boolean failing;
    private final Counter written;
    private final Counter refused;
    private final Counter unavailable;
    private final Counter retried;
    private transient BatchSink.@Nullable Writer writer;
    private transient @Nullable PersistentWriter persistent;
    private transient @Nullable List<SinkRow> batch;
    private transient @Nullable List<DeadLetter> dead;
    private transient long bytes;

    WriteFn(WriteToSink transform) {
      this.name = transform.name;
      this.sink = transform.sink;
      this.retryFor = transform.retryFor;
      this.failing = transform.failing;
      this.written = Counters.sink(transform.kind, "written");
      this.refused = Counters.sink(transform.kind, Reason.REFUSED.word());
      this.unavailable = Counters.sink(transform.kind, Reason.UNAVAILABLE.word());
      this.retried = Counters.sink(transform.kind, "retried");
    }

    @Setup
    public void setup() {
      writer = sink.open();
      persistent = new PersistentWriter(writer, retryFor);
    }

    @StartBundle
    public void startBundle() {
      batch = new ArrayList<>();
      dead = new ArrayList<>();
      bytes = 0;
    }

    @ProcessElement
    public void process(@Element SinkRow row) throws InterruptedException {
      List<SinkRow> rows = requireNonNull(batch);
      // What was gathered goes first: a request should not outgrow the limit by a long row.
      if (!rows.isEmpty()
          && (bytes + row.json().length() > BATCH_BYTES || rows.get(0).kind() != row.kind())) {
        flush(rows);
      }
      rows.add(row);
      bytes += row.json().length();
      if (rows.size() >= sink.batchRows()) {
        flush(rows);
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) throws InterruptedException {
      flush(requireNonNull(batch));
      for (DeadLetter letter : requireNonNull(dead)) {
        context.output(letter, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
      }
    }

    private void flush(List<SinkRow> rows) throws InterruptedException {
      if (rows.isEmpty()) {
        return;
      }
      PersistentWriter.Result result = requireNonNull(persistent).write(List.copyOf(rows));
      for (PersistentWriter.Dead row : result.dead()) {
        if (failing) {
          throw new IllegalStateException(
              "dead letters cannot be written to " + name + ": " + row.detail());
        }
        (row.reason() == Reason.REFUSED ? refused : unavailable).inc();
        requireNonNull(dead).add(letter(row));
      }
      if (!result.dead().isEmpty()) {
        // Not the server's words: they may quote the row.
        LOG.warn(
            name,
            "%d of %d rows were not written to %s: their dead letters say why"
                .formatted(result.dead().size(), rows.size(), name),
            "sink",
            name);
      }
      written.inc(rows.size() - result.dead().size());
      if (result.retried() > 0) {
        retried.inc(result.retried());
      }
      rows.clear();
      bytes = 0;
    }

    private DeadLetter letter(PersistentWriter.Dead dead) {
      long time = dead.row().endMillis();
      return new DeadLetter(
          STAGE,
          dead.reason(),
          dead.detail(),
          dead.row().bytes(),
          name,
          time == SinkRow.NO_TIME ? null : time);
    }

    @Teardown
    public void teardown() {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
