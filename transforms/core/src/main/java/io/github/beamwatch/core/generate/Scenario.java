package io.github.beamwatch.core.generate;

import io.github.beamwatch.core.generate.Incident.Kind;
import java.util.List;
import java.util.Locale;

/** A story that can be planted into a stream of ad events. */
public enum Scenario {
  CTR_DROP(Kind.CTR_DROP),
  CTR_SPIKE(Kind.CTR_SPIKE),
  TRAFFIC_SPIKE(Kind.TRAFFIC_SPIKE),
  REVENUE_DROP(Kind.REVENUE_DROP),
  /** One incident of each kind in the same minutes, each in a series of its own. */
  ALL_AT_ONCE(Kind.values());

  private final List<Kind> kinds;
  private final String word = name().toLowerCase(Locale.ROOT);

  Scenario(Kind... kinds) {
    this.kinds = List.of(kinds);
  }

  /** The incidents that strike together. */
  public List<Kind> kinds() {
    return kinds;
  }

  /** The word on the command line, such as {@code all_at_once}. */
  public String word() {
    return word;
  }
}
