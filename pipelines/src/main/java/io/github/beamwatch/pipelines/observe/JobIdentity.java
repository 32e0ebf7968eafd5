package io.github.beamwatch.pipelines.observe;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Which job it is that shows its metrics.
 *
 * @param pipeline the spec's name
 * @param specVersion the hash of the resolved spec
 * @param runner what it runs on, such as {@code Direct}
 * @param counters those that are shown as zero before they have counted anything, because a rate of
 *     something that was not there a moment ago is not seen
 */
public record JobIdentity(
    String pipeline, String specVersion, String runner, Set<String> counters) {
  public JobIdentity {
    counters = Set.copyOf(counters);
  }

  /** Of a job with these rules. */
  public static JobIdentity of(
      String pipeline, String specVersion, String runner, Collection<String> rules) {
    Set<String> counters =
        new HashSet<>(
            Set.of(
                Counters.EVENTS_READ,
                Counters.EVENTS_PARSED,
                Counters.EVENTS_MEASURED,
                Counters.LATE,
                Counters.WINDOWS,
                Counters.SERIES,
                Counters.POINTS_LATE));
    for (Reason reason : Reason.values()) {
      if (reason != Reason.LATE) {
        counters.add(Counters.DEAD_LETTERS_BY_REASON + reason.word());
      }
    }
    for (String rule : rules) {
      counters.add(Counters.ALERTS_FIRING + "_" + rule);
      counters.add(Counters.ALERTS_RESOLVED + "_" + rule);
    }
    return new JobIdentity(pipeline, specVersion, runner, counters);
  }
}
