package io.github.beamwatch.core.detector;

import java.util.Random;

/** Series without any anomaly, one point a minute, on which every alert is a false one. */
enum SignalKind {
  WHITE("white noise") {
    @Override
    double[] values(Random random, int length) {
      return filled(length, i -> 100.0 + 5.0 * random.nextGaussian());
    }
  },
  HEAVY("heavy tails") {
    @Override
    double[] values(Random random, int length) {
      return filled(length, i -> 100.0 + 5.0 * student3(random));
    }
  },
  CONSTANT("constant") {
    @Override
    double[] values(Random random, int length) {
      return filled(length, i -> 100.1);
    }
  },
  /** Rises by its noise's standard deviation in 100 minutes. */
  RAMP("ramp") {
    @Override
    double[] values(Random random, int length) {
      return filled(length, i -> 100.0 + 0.01 * i + random.nextGaussian());
    }
  },
  /** Ten times as high as its noise. */
  DAILY("daily sine") {
    @Override
    double[] values(Random random, int length) {
      return filled(
          length,
          i -> 100.0 + 20.0 * Math.sin(2.0 * Math.PI * i / DAY) + 2.0 * random.nextGaussian());
    }
  },
  /** Half sines by day, high on five days and low on two. */
  WEEKLY("weekly pattern") {
    @Override
    double[] values(Random random, int length) {
      return filled(
          length,
          i -> {
            double height = i / DAY % 7 < 5 ? 40.0 : 10.0;
            double daylight = Math.max(0.0, Math.sin(2.0 * Math.PI * (i % DAY - 360) / DAY));
            return 100.0 + height * daylight + 2.0 * random.nextGaussian();
          });
    }
  },
  WALK("random walk") {
    @Override
    double[] values(Random random, int length) {
      double[] place = {100.0};
      return filled(length, i -> place[0] += random.nextGaussian());
    }
  };

  static final int DAY = 24 * 60;
  static final int WEEK = 7 * DAY;

  private final String words;

  SignalKind(String words) {
    this.words = words;
  }

  /** How documents call it. */
  String words() {
    return words;
  }

  abstract double[] values(Random random, int length);

  interface Point {
    double at(int minute);
  }

  private static double[] filled(int length, Point point) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = point.at(i);
    }
    return values;
  }

  /** Student's t with 3 degrees of freedom: a normal over the root of a mean of three squares. */
  private static double student3(Random random) {
    double normal = random.nextGaussian();
    double squares = 0.0;
    for (int i = 0; i < 3; i++) {
      double g = random.nextGaussian();
      squares += g * g;
    }
    return normal / Math.sqrt(squares / 3.0);
  }
}
