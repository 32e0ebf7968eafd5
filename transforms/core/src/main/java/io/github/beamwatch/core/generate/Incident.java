package io.github.beamwatch.core.generate;

import java.util.Locale;

/**
 * A planted incident: the label that an alert is compared with.
 *
 * @param minute the first minute it covers, counted from the start of the stream
 * @param length how many minutes it lasts
 * @param country the series it strikes
 * @param adFormat the series it strikes
 * @param kind what goes wrong
 */
public record Incident(int minute, int length, String country, String adFormat, Kind kind) {

  /** What can go wrong. The lower-case name is the alert type that should find it. */
  public enum Kind {
    /** A tenth of the clicks. */
    CTR_DROP(0.1),
    /** Four times the clicks. */
    CTR_SPIKE(4.0),
    /** Five times the impressions, with clicks and revenue in proportion. */
    TRAFFIC_SPIKE(5.0),
    /** A fifth of the revenue of each impression. */
    REVENUE_DROP(0.2);

    private final double factor;
    private final String word = name().toLowerCase(Locale.ROOT);

    Kind(double factor) {
      this.factor = factor;
    }

    /** By how much the affected quantity is multiplied. */
    public double factor() {
      return factor;
    }

    /** The word in labels and alerts, such as {@code ctr_drop}. */
    public String word() {
      return word;
    }
  }

  /** Whether this incident covers the given minute of the stream. */
  public boolean covers(int streamMinute) {
    return streamMinute >= minute && streamMinute < minute + length;
  }

  /** The label as one JSON object. */
  public String toJson() {
    return String.format(
        Locale.ROOT,
        "{\"minute\": %d, \"length\": %d, \"country\": \"%s\", \"ad_format\": \"%s\", \"kind\":"
            + " \"%s\"}",
        minute,
        length,
        country,
        adFormat,
        kind.word());
  }
}
