package io.github.beamwatch.portability;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run says of itself when it ends.
 *
 * @param read records taken from the source
 * @param measured events in closed windows
 * @param dead records that were no events
 * @param late events that came after their window had closed
 * @param open events in windows that had not closed when the run was stopped
 * @param firing alerts
 * @param resolved notices that an alert is over
 * @param windows metric points
 */
record Account(
    long read,
    long measured,
    long dead,
    long late,
    long open,
    long firing,
    long resolved,
    long windows) {

  private static final Pattern EVENTS =
      Pattern.compile(
          "^read (\\d+) = measured (\\d+) \\+ dead (\\d+) \\+ late (\\d+)(?: \\+ open (\\d+))?$",
          Pattern.MULTILINE);
  private static final Pattern ALERTS =
      Pattern.compile("^alerts: (\\d+) firing, (\\d+) resolved", Pattern.MULTILINE);
  private static final Pattern WINDOWS = Pattern.compile("^(\\d+) windows in ", Pattern.MULTILINE);

  /** Finds the account among the messages of a run. */
  static Account of(String messages) {
    Matcher events = find(EVENTS, messages);
    Matcher alerts = find(ALERTS, messages);
    return new Account(
        Long.parseLong(events.group(1)),
        Long.parseLong(events.group(2)),
        Long.parseLong(events.group(3)),
        Long.parseLong(events.group(4)),
        events.group(5) == null ? 0 : Long.parseLong(events.group(5)),
        Long.parseLong(alerts.group(1)),
        Long.parseLong(alerts.group(2)),
        Long.parseLong(find(WINDOWS, messages).group(1)));
  }

  private static Matcher find(Pattern pattern, String messages) {
    Matcher matcher = pattern.matcher(messages);
    if (!matcher.find()) {
      throw new AssertionError("the run gives no account of " + pattern + ":\n" + messages);
    }
    return matcher;
  }
}
