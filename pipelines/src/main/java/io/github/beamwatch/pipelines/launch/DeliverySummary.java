package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.beam.Counters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a delivery did, for a person: every alert that was read is accounted for. */
public final class DeliverySummary {

  private static final List<String> OUTCOMES =
      List.of("sent", "repeated", "quiet", "refused", "unavailable");

  private final RunMetrics metrics;
  private final Collection<String> channels;

  /** Of what was counted. */
  public DeliverySummary(RunMetrics metrics, Collection<String> channels) {
    this.metrics = metrics;
    this.channels = List.copyOf(channels);
  }

  /** The lines to print. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "read %d alerts, of which %d have no route; dead letters: %d"
            .formatted(
                metrics.get(Counters.EVENTS_READ),
                metrics.get(Counters.ALERTS_UNROUTED),
                metrics.get(Counters.DEAD_LETTERS)));
    for (String channel : channels) {
      StringBuilder line = new StringBuilder(channel).append(':');
      for (String outcome : OUTCOMES) {
        long count = metrics.get(Counters.deliveries(channel, outcome));
        if (count > 0 || outcome.equals("sent")) {
          line.append(line.charAt(line.length() - 1) == ':' ? " " : ", ");
          line.append(count).append(' ').append(outcome);
        }
      }
      line.append(
          "; %d messages, %d retries"
              .formatted(
                  metrics.get(Counters.deliveries(channel, "messages")),
                  metrics.get(Counters.deliveries(channel, "retries"))));
      lines.add(line.toString());
    }
    return lines;
  }
}
