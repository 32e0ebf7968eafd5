package io.github.beamwatch.pipelines.launch;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.jspecify.annotations.Nullable;

/** Runs a pipeline to its end, shows how far it is, and stops it when the user says so. */
public final class JobLauncher {
  private final PrintWriter err;
  private final boolean inProcess;
  private final boolean bounded;
  private final boolean attached;
  private final ProgressLine progressLine;

  /**
   * Prepares a launch.
   *
   * @param err where progress goes
   * @param inProcess whether this process does the work
   * @param bounded whether the job ends by itself
   * @param attached whether to wait for its end
   */
  public JobLauncher(PrintWriter err, boolean inProcess, boolean bounded, boolean attached) {
    this(err, inProcess, bounded, attached, ProgressLine.OF_EVENTS);
  }

  private JobLauncher(
      PrintWriter err,
      boolean inProcess,
      boolean bounded,
      boolean attached,
      ProgressLine progressLine) {
    this.err = err;
    this.inProcess = inProcess;
    this.bounded = bounded;
    this.attached = attached;
    this.progressLine = progressLine;
  }

  /** Words its progress in another way. */
  public JobLauncher withProgress(ProgressLine line) {
    return new JobLauncher(err, inProcess, bounded, attached, line);
  }

  /**
   * Runs the pipeline.
   *
   * @throws JobFailedException if it fails
   */
  public JobOutcome launch(Pipeline pipeline) {
    try (AutoCloseable progress = inProcess ? ProgressPrinter.start(err, progressLine) : () -> {}) {
      PipelineResult result = pipeline.run();
      return attached ? await(result) : new JobOutcome(JobOutcome.End.SUBMITTED, RunMetrics.NONE);
    } catch (JobFailedException e) {
      throw e;
    } catch (Exception e) {
      throw new JobFailedException("the job failed: " + RootCause.sentence(e), e);
    }
  }

  private JobOutcome await(PipelineResult result) {
    AtomicReference<@Nullable RunMetrics> beforeStop = new AtomicReference<>();
    // A bounded job needs no ceremony: its sinks appear when it is done, or not at all.
    try (StopSignal stop =
        bounded || !HostProcess.isOurs()
            ? StopSignal.none()
            : StopSignal.listen(() -> stop(result, beforeStop))) {
      State state = awaitState(result, stop);
      if (stop.received()) {
        RunMetrics metrics = beforeStop.get();
        return new JobOutcome(JobOutcome.End.STOPPED, metrics != null ? metrics : RunMetrics.NONE);
      }
      if (state != State.DONE) {
        throw new JobFailedException("the job ended with state " + state, null);
      }
      return new JobOutcome(JobOutcome.End.DONE, RunMetrics.of(result.metrics()));
    }
  }

  private static State awaitState(PipelineResult result, StopSignal stop) {
    try {
      return result.waitUntilFinish();
    } catch (RuntimeException e) {
      // Embedded Flink takes its cluster away while we wait, Spark its context: after a stop that
      // is as it should be.
      if (stop.received()) {
        return State.CANCELLED;
      }
      throw e;
    }
  }

  /** An engine that is gone tells nothing any more, so its counters are read first. */
  private void stop(PipelineResult result, AtomicReference<@Nullable RunMetrics> beforeStop) {
    err.println(progressLine.ofStop());
    err.flush();
    try {
      Supplier<RunMetrics> engine = () -> RunMetrics.of(result.metrics());
      beforeStop.set(inProcess ? LastCounters.read(engine, LastCounters.PATIENCE) : engine.get());
      result.cancel();
    } catch (IOException | RuntimeException e) {
      err.println("stopping was not clean: " + RootCause.sentence(e));
      err.flush();
    }
  }
}
