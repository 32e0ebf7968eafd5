package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.Judgement.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small series with a known answer, and what a detector finds in them. */
final class Series {
  private Series() {}

  /** Standard normal values. */
  static double[] noise(int length) {
    Random random = new Random(17);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }

  /** Adds a number to the values from one index to before another. */
  static double[] raised(double[] values, int from, int to, double by) {
    for (int i = from; i < to; i++) {
      values[i] += by;
    }
    return values;
  }

  /** Where the detector sees anomalies; samples are so many minutes apart, from 1970 on. */
  static List<Integer> anomalies(
      DetectorKind kind, Map<String, Double> set, int minutes, double[] values) {
    SeriesDetector.State state = SeriesDetector.of(kind.with(set)).begin(1);
    List<Integer> anomalies = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (state.judge(Sample.of(60_000L * minutes * i, values[i])).kind() == Kind.ANOMALY) {
        anomalies.add(i);
      }
    }
    return anomalies;
  }
}
