package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.beam.RunProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Prints how far the work of this process has come, every few seconds, until it is closed. */
final class ProgressPrinter implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(3);

  private final PrintWriter out;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private long lastEvents = RunProgress.events();
  private long lastNanos = System.nanoTime();

  private ProgressPrinter(PrintWriter out) {
    this.out = out;
  }

  static ProgressPrinter start(PrintWriter out) {
    ProgressPrinter printer = new ProgressPrinter(out);
    var unused =
        printer.timer.scheduleAtFixedRate(
            printer::print, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return printer;
  }

  private void print() {
    long events = RunProgress.events();
    long nanos = System.nanoTime();
    double seconds = (nanos - lastNanos) / 1e9;
    out.println(
        line(
            events,
            (events - lastEvents) / seconds,
            RunProgress.watermarkMillis(),
            RunProgress.alerts()));
    out.flush();
    lastEvents = events;
    lastNanos = nanos;
  }

  /** One line; the watermark is the end of the last window that was measured. */
  static String line(long events, double perSecond, long watermarkMillis, long alerts) {
    String watermark =
        watermarkMillis == Long.MIN_VALUE
            ? "none yet"
            : Instant.ofEpochMilli(watermarkMillis).toString();
    return String.format(
        Locale.ROOT,
        "%,d events  %,.0f/s  watermark %s  alerts %,d",
        events,
        perSecond,
        watermark,
        alerts);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
