package io.github.beamwatch.benchmarks.input;

import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.AdLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file of generated ad events.
 *
 * @param path the file
 * @param lines how many lines it has, bad ones included
 */
public record AdEventFile(Path path, long lines) {

  private static final long SEED = 20_251_217;
  private static final int BUFFER_BYTES = 1 << 20;

  /** Clicks come on top of the impressions that the generator is asked for. */
  private static final double EVENTS_PER_IMPRESSION = 1.06;

  /** About so many events over so many series and minutes, 20 s of disorder, some bad lines. */
  public static AdEventGenerator generator(long events, int series, int minutes) {
    return AdEventGenerator.seeded(SEED)
        .withMinutes(minutes)
        .withSeries(series)
        .withEventsPerSecond(events / EVENTS_PER_IMPRESSION / (minutes * 60.0))
        .withDisorderSeconds(20)
        .withBadLinesPerThousand(0.05);
  }

  /** The file of these settings in a folder; written if it is not there yet. */
  public static AdEventFile cached(Path folder, long events, int series, int minutes)
      throws IOException {
    String name = "ad-events-" + events + "-" + series + "-series-" + minutes + "-minutes";
    Path file = folder.resolve(name + ".jsonl");
    Path count = folder.resolve(name + ".lines");
    if (!Files.exists(count)) {
      Files.createDirectories(folder);
      // Under another name until it is whole: a run that was interrupted must not leave half of it.
      Path partial = folder.resolve(name + ".partial");
      long lines = write(generator(events, series, minutes), partial);
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(count, Long.toString(lines));
    }
    return new AdEventFile(file, Long.parseLong(Files.readString(count).trim()));
  }

  private static long write(AdEventGenerator generator, Path file) throws IOException {
    long lines = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
      for (AdLine line : generator) {
        out.write(line.bytes());
        out.write('\n');
        lines++;
      }
    }
    return lines;
  }
}
