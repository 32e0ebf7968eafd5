package io.github.beamwatch.core.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many messages in so long, evenly spread: {@code 1/s}, {@code 30/m}, {@code 500/h}.
 *
 * @param messages at least 1
 * @param periodMillis in this time
 */
public record Rate(int messages, long periodMillis) {

  /** What is allowed, as the end of a sentence. */
  public static final String ALLOWED = "write 1/s, 30/m or 500/h";

  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})/([smh])");

  /**
   * Reads a rate.
   *
   * @throws IllegalArgumentException with a sentence in which <code>{}</code> stands for the text
   */
  public static Rate parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("{} is not a rate; " + ALLOWED);
    }
    long period =
        switch (matcher.group(2)) {
          case "s" -> 1_000L;
          case "m" -> 60_000L;
          default -> 3_600_000L;
        };
    return new Rate(Integer.parseInt(matcher.group(1)), period);
  }

  /** The time between two messages, in nanoseconds. */
  public long spacingNanos() {
    return periodMillis * 1_000_000L / messages;
  }
}
