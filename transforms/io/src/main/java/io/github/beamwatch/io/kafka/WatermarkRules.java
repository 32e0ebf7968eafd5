package io.github.beamwatch.io.kafka;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the watermark of a partition goes by.
 *
 * @param maxDisorder how far behind the newest event of its partition an event may be
 * @param window the length of the windows that records are counted in; zero where there are none
 * @param allowedLateness how much longer a window stays open
 * @param maxFuture how far ahead of the clock an event may be
 * @param idleAfter how long a drained partition holds the others back; null for ever
 */
record WatermarkRules(
    Duration maxDisorder,
    Duration window,
    Duration allowedLateness,
    Duration maxFuture,
    @Nullable Duration idleAfter)
    implements Serializable {

  WatermarkRules {
    requireNotNegative("maxDisorder", maxDisorder);
    requireNotNegative("window", window);
    requireNotNegative("allowedLateness", allowedLateness);
    requireNotNegative("maxFuture", maxFuture);
    if (idleAfter != null) {
      requireNotNegative("idleAfter", idleAfter);
    }
  }

  /** How far the watermark stays behind the newest event. */
  long delayMillis() {
    return maxDisorder.plus(allowedLateness).toMillis();
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " is " + value + "; it must not be negative");
    }
  }
}
