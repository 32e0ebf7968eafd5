package io.github.beamwatch.io.sink;

import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/** Writes rows to a sink by a pipeline on Direct, in one bundle. */
public final class SinkRun {

  private SinkRun() {}

  /** The dead letters; tried for a minute. */
  public static List<DeadLetter> write(BatchSink sink, List<SinkRow> rows) {
    return write(sink, rows, Duration.ofMinutes(1));
  }

  /** The dead letters. */
  public static List<DeadLetter> write(BatchSink sink, List<SinkRow> rows, Duration retryFor) {
    DirectRun run = DirectRun.withParallelism(1);
    Kept<DeadLetter> dead =
        run.keep(
            run.pipeline()
                .apply(Create.of(0))
                .apply("Rows", ParDo.of(new Emit(rows)))
                .setCoder(SinkRowCoder.of())
                .apply("Write", WriteToSink.of("test", "place", sink).withRetryFor(retryFor)));
    run.toEnd();
    return dead.values();
  }

  /** The dead letters, of a server that is started while the sink tries. */
  public static List<DeadLetter> writeWhileStarting(
      BatchSink sink, List<SinkRow> rows, Runnable start) throws Exception {
    Executor later = CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS);
    CompletableFuture<Void> started = CompletableFuture.runAsync(start, later);
    List<DeadLetter> dead = write(sink, rows, Duration.ofMinutes(4));
    started.get();
    return dead;
  }

  private static final class Emit extends DoFn<Integer, SinkRow> {
    private final List<SinkRow> rows;

    Emit(List<SinkRow> rows) {
      this.rows = new ArrayList<>(rows);
    }

    @ProcessElement
    public void process(OutputReceiver<SinkRow> out) {
      rows.forEach(out::output);
    }
  }
}
