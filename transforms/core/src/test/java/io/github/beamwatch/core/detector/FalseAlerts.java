package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.Judgement.Kind;
import java.util.Random;

/**
 * How many alerts a week a detector raises, at its defaults, on a signal without any anomaly: two
 * weeks of one point a minute to learn from, two weeks counted. An alert begins with an anomalous
 * point, when there was none for ten minutes.
 */
final class FalseAlerts {
  private static final int WEEKS = 2;
  static final int SEEDS = 3;
  private static final int QUIET_MINUTES = 10;

  private FalseAlerts() {}

  /** The mean over all seeds. */
  static double perWeek(Detector detector, SignalKind signal) {
    return perWeek(detector, signal, SEEDS);
  }

  /** The mean over so many seeds. */
  static double perWeek(Detector detector, SignalKind signal, int seeds) {
    int alerts = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      alerts += count(detector, signal.values(new Random(seed), 2 * WEEKS * SignalKind.WEEK));
    }
    return (double) alerts / (seeds * WEEKS);
  }

  private static int count(Detector detector, double[] values) {
    SeriesDetector.State state = SeriesDetector.of(detector).begin(1);
    int alerts = 0;
    int last = Integer.MIN_VALUE / 2;
    for (int minute = 0; minute < values.length; minute++) {
      Sample sample = Sample.of(60_000L * minute, values[minute]);
      if (state.judge(sample).kind() == Kind.ANOMALY) {
        if (minute >= WEEKS * SignalKind.WEEK && minute - last > QUIET_MINUTES) {
          alerts++;
        }
        last = minute;
      }
    }
    return alerts;
  }
}
