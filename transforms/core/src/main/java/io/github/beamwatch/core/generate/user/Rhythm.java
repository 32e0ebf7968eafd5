package io.github.beamwatch.core.generate.user;

/** When one user acts: how often, at what hours, on which trips. */
final class Rhythm {

  private static final int SECONDS_PER_DAY = 86_400;
  private static final int NIGHT_SECONDS = 6 * 3_600;
  private static final int SUNDAY = 3; // of epoch day 0, a Thursday
  private static final int MAX_TRIPS = 16;
  private static final int SHORTEST_TRIP = 6;
  private static final int LONGEST_TRIP = 21;
  private static final double DAYS_PER_YEAR = 365;
  private static final double ACTIVITY_SPREAD = 0.55;

  /** Makes the mean of the log-normal activity that of the type. */
  private static final double ACTIVITY_MEDIAN = 0.084;

  /** The share of a traveller's sessions that fall into trips. */
  private static final double SPENT_ON_TRIPS = 0.4;

  /** Ascending sums over the hours 6 to 23. */
  private static final double[] HOURS =
      cumulative(1, 3, 5, 6, 7, 8, 9, 8, 7, 7, 8, 10, 10, 8, 6, 4, 3, 2);

  final BehaviourType type;
  final Habit habit;

  /** How many times as many transactions as the mean user. */
  final double activity;

  private final double nightShare;
  private final double sessionShare;
  private final int[] tripStart;
  private final int[] tripEnd;

  Rhythm(BehaviourType type, Draws draws, int days) {
    this.type = type;
    habit = Habit.any(draws);
    activity =
        draws.logNormal(type.transactionsOfTen * ACTIVITY_MEDIAN, ACTIVITY_SPREAD) * habit.activity;
    nightShare =
        habit == Habit.NIGHT_WORKER
            ? draws.between(0.3, 0.8)
            : Math.min(0.5, draws.logNormal(type.nightShare, 0.6));
    sessionShare =
        habit == Habit.GAMER ? 0.6 : Math.min(0.7, type.sessionShare * draws.between(0.5, 1.5));
    int trips =
        habit == Habit.TRAVELLER
            ? (int) draws.between(6, MAX_TRIPS)
            : Math.min(MAX_TRIPS, draws.poisson(type.trips * days / DAYS_PER_YEAR));
    tripStart = new int[trips];
    tripEnd = new int[trips];
    for (int i = 0; i < trips; i++) {
      tripStart[i] = (int) (draws.unit() * Math.max(0, days - LONGEST_TRIP) * SECONDS_PER_DAY);
      tripEnd[i] =
          tripStart[i] + (int) (draws.between(SHORTEST_TRIP, LONGEST_TRIP) * SECONDS_PER_DAY);
    }
  }

  /**
   * Fills in seconds since the start, not sorted: sessions of one or more transactions a few
   * minutes apart.
   */
  void times(Draws draws, long startEpochDay, int days, int[] seconds, int from, int to) {
    double phase = draws.unit();
    int next = from;
    while (next < to) {
      int second = session(draws, startEpochDay, days, (next - from + phase) / (to - from));
      seconds[next++] = second;
      // Nobody's whole year is one evening.
      int end = Math.min(to, next + (to - from) / 8);
      while (next < end && draws.chance(sessionShare)) {
        second = Math.min(second + gap(draws), days * SECONDS_PER_DAY - 1);
        seconds[next++] = second;
      }
    }
  }

  private int session(Draws draws, long startEpochDay, int days, double progress) {
    int day = day(draws, days, progress);
    if (Math.floorMod(startEpochDay + day, 7) == SUNDAY && draws.chance(0.4)) {
      day = day(draws, days, progress);
    }
    int second =
        draws.chance(nightShare)
            ? (int) (draws.unit() * NIGHT_SECONDS)
            : (6 + draws.index(HOURS)) * 3_600 + (int) (draws.unit() * 3_600);
    return day * SECONDS_PER_DAY + second;
  }

  private int day(Draws draws, int days, double progress) {
    if (tripStart.length > 0 && draws.chance(SPENT_ON_TRIPS)) {
      int trip = draws.below(tripStart.length);
      double second = draws.between(tripStart[trip], tripEnd[trip]);
      return Math.min((int) (second / SECONDS_PER_DAY), days - 1);
    }
    double at = type.regular() ? progress + draws.between(-0.06, 0.06) : draws.unit();
    return Math.max(0, Math.min((int) (at * days), days - 1));
  }

  /** Most within some minutes, a gamer's within seconds. */
  private int gap(Draws draws) {
    double unit = draws.unit();
    return habit == Habit.GAMER
        ? 3 + (int) (90 * unit * unit)
        : 8 + (int) (1_800 * unit * unit * unit);
  }

  /** Which trip the user is on; negative at home. */
  int tripAt(int second) {
    for (int i = 0; i < tripStart.length; i++) {
      if (second >= tripStart[i] && second < tripEnd[i]) {
        return i;
      }
    }
    return -1;
  }

  int trips() {
    return tripStart.length;
  }

  private static double[] cumulative(double... weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double[] cumulative = new double[weights.length];
    double before = 0;
    for (int i = 0; i < weights.length; i++) {
      before += weights[i] / sum;
      cumulative[i] = before;
    }
    return cumulative;
  }
}
