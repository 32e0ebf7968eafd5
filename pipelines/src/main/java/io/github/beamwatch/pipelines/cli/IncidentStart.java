package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.pipelines.UserException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Option;

/** {@code --start}: what the minutes of generated labels count from. */
final class IncidentStart {
  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description = "The minute that labels of 'generate ad-events' count from. Default: its own.")
  private String start = AdEventGenerator.DEFAULT_START.toString();

  Instant instant() {
    try {
      return Instant.parse(start);
    } catch (DateTimeParseException e) {
      throw new UserException(
          "--start=%s is not an instant; write 2026-01-31T09:30:00Z".formatted(start));
    }
  }
}
