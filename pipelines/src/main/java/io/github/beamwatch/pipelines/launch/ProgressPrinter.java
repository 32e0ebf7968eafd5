package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.beam.RunProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Prints how far the work of this process has come, every few seconds, until it is closed. */
final class ProgressPrinter implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(3);

  private final PrintWriter out;
  private final ProgressLine line;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private long lastEvents = RunProgress.events();
  private long lastNanos = System.nanoTime();

  private ProgressPrinter(PrintWriter out, ProgressLine line) {
    this.out = out;
    this.line = line;
  }

  static ProgressPrinter start(PrintWriter out, ProgressLine line) {
    ProgressPrinter printer = new ProgressPrinter(out, line);
    var unused =
        printer.timer.scheduleAtFixedRate(
            printer::print, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return printer;
  }

  private void print() {
    long events = RunProgress.events();
    long nanos = System.nanoTime();
    double seconds = (nanos - lastNanos) / 1e9;
    out.println(line.of(events, (events - lastEvents) / seconds));
    out.flush();
    lastEvents = events;
    lastNanos = nanos;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
