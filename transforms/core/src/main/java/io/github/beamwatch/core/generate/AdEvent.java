package io.github.beamwatch.core.generate;

/** An event on its way out, ordered by the moment it is sent. */
record AdEvent(
    long emittedAtMillis,
    long number,
    long timeMillis,
    int series,
    boolean click,
    long revenueMicros)
    implements Comparable<AdEvent> {

  @Override
  public int compareTo(AdEvent other) {
    int order = Long.compare(emittedAtMillis, other.emittedAtMillis);
    return order != 0 ? order : Long.compare(number, other.number);
  }
}
