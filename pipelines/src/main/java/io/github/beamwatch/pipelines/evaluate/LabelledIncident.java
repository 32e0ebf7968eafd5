package io.github.beamwatch.pipelines.evaluate;

import io.github.beamwatch.core.generate.Incident;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known to have been wrong.
 *
 * @param start when it began
 * @param end when it was over, exclusive
 * @param rule the rule that should find it; null where any may
 * @param labels the series it struck, by some or all of their labels; empty means all series
 */
public record LabelledIncident(
    Instant start, Instant end, @Nullable String rule, SortedMap<String, String> labels) {

  public LabelledIncident {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /**
   * A planted incident.
   *
   * @param streamStart the minute that its minutes count from
   */
  public static LabelledIncident of(Incident planted, Instant streamStart) {
    return ofMinutes(
        streamStart,
        planted.minute(),
        planted.length(),
        planted.kind().word(),
        Map.of("country", planted.country(), "ad_format", planted.adFormat()));
  }

  static LabelledIncident ofMinutes(
      Instant streamStart, int minute, int length, String rule, Map<String, String> labels) {
    Instant begin = streamStart.plusSeconds(60L * minute);
    return new LabelledIncident(
        begin, begin.plusSeconds(60L * length), rule, new TreeMap<>(labels));
  }

  /** Whether a rule is asked to find it. */
  public boolean concerns(String ruleName) {
    return rule == null || rule.equals(ruleName);
  }

  /** Whether it struck a series with these labels. */
  public boolean strikes(Map<String, String> series) {
    return labels.entrySet().stream()
        .allMatch(label -> label.getValue().equals(series.get(label.getKey())));
  }
}
