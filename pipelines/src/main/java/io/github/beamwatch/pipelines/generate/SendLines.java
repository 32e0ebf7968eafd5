package io.github.beamwatch.pipelines.generate;

import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.AdLine;
import java.io.IOException;
import java.util.function.LongConsumer;

/** Sends all lines of a generator. */
public final class SendLines {
  private static final long REPORT_EVERY_NANOS = 3_000_000_000L;

  private SendLines() {}

  /**
   * Sends them, and says every few seconds how many there are.
   *
   * @return how many lines were sent
   */
  public static long of(AdEventGenerator generator, LineSink sink, Pace pace, LongConsumer progress)
      throws IOException, InterruptedException {
    long lines = 0;
    long reported = System.nanoTime();
    for (AdLine line : generator) {
      pace.await(line.emittedAtMillis());
      sink.write(line.bytes());
      lines++;
      if (System.nanoTime() - reported > REPORT_EVERY_NANOS) {
        progress.accept(lines);
        reported = System.nanoTime();
      }
    }
    return lines;
  }
}
