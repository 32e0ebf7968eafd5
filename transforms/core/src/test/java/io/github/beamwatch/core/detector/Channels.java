package io.github.beamwatch.core.detector;

import java.util.Random;

/** Seeded rows of several channels, one a minute, to try detectors on. */
final class Channels {
  static final int WEEK = 7 * 24 * 60;

  /** What the channels do when nothing is wrong. */
  enum Process {
    WHITE,
    AUTOREGRESSIVE,
    RANDOM_WALK,
    CORRELATED,
    DAILY_SINE,
    RAMP,
    CONSTANT,
    COLLINEAR
  }

  private Channels() {}

  static double[][] rows(Process process, int count, int channels, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[count][channels];
    double[] state = new double[channels];
    for (int t = 0; t < count; t++) {
      double common = random.nextGaussian();
      for (int i = 0; i < channels; i++) {
        double noise = random.nextGaussian();
        state[i] =
            switch (process) {
              case WHITE -> noise;
              case AUTOREGRESSIVE -> 0.9 * state[i] + noise;
              case RANDOM_WALK -> state[i] + noise;
              case CORRELATED -> 0.9 * common + 0.4 * noise;
              case DAILY_SINE -> (1 + i) * Math.sin(2 * Math.PI * t / 1440 + i) + noise;
              case RAMP -> 0.01 * t * i + noise;
              case CONSTANT -> i % 2 == 0 ? 5.0 : noise;
              case COLLINEAR -> (1 + i) * common;
            };
        rows[t][i] = state[i];
      }
    }
    return rows;
  }

  /** The scores of all rows, each scored and then learned. */
  static double[] scores(Detector detector, double[][] rows) {
    Detector.Memory memory = detector.begin(rows[0].length);
    double[] scores = new double[rows.length];
    for (int t = 0; t < rows.length; t++) {
      Sample sample = new Sample(60_000L * t, rows[t]);
      scores[t] = memory.score(sample).score();
      memory.learn(sample);
    }
    return scores;
  }

  /** Alerts: rows at or above the threshold with none in the hour before. */
  static int alerts(double[] scores, double threshold) {
    int alerts = 0;
    int last = -60;
    for (int t = 0; t < scores.length; t++) {
      if (scores[t] >= threshold) {
        alerts += t - last >= 60 ? 1 : 0;
        last = t;
      }
    }
    return alerts;
  }
}
