package io.github.beamwatch.core.spec.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became known of events, and when. */
public record EventLabelsSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("Paths or globs, for example /data/chargebacks-*.csv.")
        List<String> paths,
    @JsonPropertyDescription("csv, with a header line, or json, one object a line. Default csv.")
        Format format,
    @JsonProperty(required = true) @JsonPropertyDescription("The field with the event's id.")
        String id,
    @JsonProperty(required = true) @JsonPropertyDescription("The field with the label.")
        String label,
    @JsonPropertyDescription("The labels that are bad. Default [fraud, bad, 1, true].")
        List<String> bad,
    @JsonPropertyDescription(
            "The labels that are not. Default [legit, good, 0, false]. Any other is a dead letter.")
        List<String> legit,
    @JsonPropertyDescription(
            "The field with the time at which the label became known: ISO-8601. Unset: delay after"
                + " the event.")
        @Nullable String knownAt,
    @JsonPropertyDescription(
            "How long after an event its label is known, usually: a share of bad events is taken of"
                + " events at least so old. Default 7d.")
        Duration delay)
    implements Serializable {

  public static final List<String> DEFAULT_BAD = List.of("fraud", "bad", "1", "true");
  public static final List<String> DEFAULT_LEGIT = List.of("legit", "good", "0", "false");
  public static final Duration DEFAULT_DELAY = Duration.ofDays(7);

  /** The formats. */
  public enum Format {
    @JsonProperty("csv")
    CSV,
    @JsonProperty("json")
    JSON
  }

  public EventLabelsSpec {
    paths = paths == null ? List.of() : List.copyOf(paths);
    format = format == null ? Format.CSV : format;
    bad = bad == null ? DEFAULT_BAD : List.copyOf(bad);
    legit = legit == null ? DEFAULT_LEGIT : List.copyOf(legit);
    delay = delay == null ? DEFAULT_DELAY : delay;
  }
}
