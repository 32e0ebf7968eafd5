package io.github.beamwatch.io.deliver;

import java.util.Locale;

/**
 * What became of an alert on a channel.
 *
 * @param kind the outcome
 * @param detail why it was not sent; empty where it was
 */
record Outcome(Kind kind, String detail) {

  static final Outcome SENT = new Outcome(Kind.SENT, "");
  static final Outcome REPEATED = new Outcome(Kind.REPEATED, "");
  static final Outcome QUIET = new Outcome(Kind.QUIET, "");

  /** The outcomes; the lower-case name is the end of a counter's name. */
  enum Kind {
    /** In a message that was accepted. */
    SENT,
    /** Sent before, by this process or another one. */
    REPEATED,
    /** Held back by a cooldown. */
    QUIET,
    /** The channel will never take it. */
    REFUSED,
    /** The channel did not take it in time. */
    UNAVAILABLE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it was meant to be sent and was not. */
    boolean dead() {
      return this == REFUSED || this == UNAVAILABLE;
    }
  }
}
