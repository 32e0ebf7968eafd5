package io.github.beamwatch.pipelines.generate;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** When a line may be sent. */
public interface Pace {

  /** Returns when it is time for a line of this instant. */
  void await(long emittedAtMillis) throws InterruptedException;

  /** At once. */
  static Pace none() {
    return emittedAtMillis -> {};
  }

  /** When the clock shows its instant; what lies in the past goes at once. */
  static Pace of(InstantSource clock) {
    return emittedAtMillis -> {
      long wait = emittedAtMillis - clock.millis();
      if (wait > 0) {
        TimeUnit.MILLISECONDS.sleep(wait);
      }
    };
  }
}
