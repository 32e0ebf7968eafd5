package io.github.beamwatch.core.generate.user;

/**
 * What makes an honest user stand out: about one in sixteen has such a habit, so that no single
 * feature tells fraud from honesty.
 */
enum Habit {
  NONE(0.93, 1),
  /** Lives at night. */
  NIGHT_WORKER(0.02, 1),
  /** Six to fifteen trips a year. */
  TRAVELLER(0.01, 1.5),
  /** Often very small online payments, seconds apart. */
  GAMER(0.01, 2),
  /** Large deposits and transfers. */
  FREELANCER(0.01, 2),
  /** Amounts several times those of the type. */
  BIG_SPENDER(0.01, 1.5),
  /** Three times as many transactions. */
  POWER_USER(0.01, 3);

  private static final double[] CUMULATIVE = new double[values().length];

  static {
    double sum = 0;
    for (Habit habit : values()) {
      sum += habit.share;
      CUMULATIVE[habit.ordinal()] = sum;
    }
  }

  private static final Habit[] ALL = values();

  private final double share;

  /** How many times as many transactions. */
  final double activity;

  Habit(double share, double activity) {
    this.share = share;
    this.activity = activity;
  }

  static Habit any(Draws draws) {
    return ALL[draws.index(CUMULATIVE)];
  }
}
