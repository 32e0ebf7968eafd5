package io.github.beamwatch.core.generate.user;

import io.github.beamwatch.core.statistics.SeededRandom;

/** Numbers of the usual distributions, by strict arithmetic: equal on every machine. */
final class Draws {

  private static final double CENTRAL = 0.02425;

  private final SeededRandom random;

  private Draws(SeededRandom random) {
    this.random = random;
  }

  /** What belongs to one number (a user, a row) of one purpose. */
  static Draws of(long purpose, long number) {
    return new Draws(new SeededRandom(mixed(purpose, number)));
  }

  /** A purpose within a purpose. */
  static long mixed(long purpose, long number) {
    return new SeededRandom(new SeededRandom(purpose).nextLong() + number).nextLong();
  }

  double unit() {
    return random.nextUnit();
  }

  boolean chance(double probability) {
    return random.nextUnit() < probability;
  }

  int below(int bound) {
    return random.below(bound);
  }

  double between(double from, double to) {
    return random.between(from, to);
  }

  /** One of 0 … bound − 1, small ones much more often than large ones. */
  int popular(int bound) {
    double unit = random.nextUnit();
    return (int) (unit * unit * unit * bound);
  }

  /** An index, with the probability of its step in ascending sums that end in 1. */
  int index(double[] cumulative) {
    double unit = random.nextUnit();
    int index = 0;
    while (index < cumulative.length - 1 && unit >= cumulative[index]) {
      index++;
    }
    return index;
  }

  double logNormal(double median, double sigma) {
    return median * StrictMath.exp(sigma * normal());
  }

  /** How often an event happened whose mean number is given. */
  int poisson(double mean) {
    if (mean > 40) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    }
    double unit = random.nextUnit();
    double probability = StrictMath.exp(-mean);
    int count = 0;
    while (unit >= probability && count < 200) {
      unit -= probability;
      count++;
      probability *= mean / count;
    }
    return count;
  }

  /** Standard normal: Acklam's rational approximation of the inverse, error below 1.2e-9. */
  double normal() {
    double p = random.nextUnit();
    if (p < CENTRAL) {
      return tail(Math.max(p, 0x1.0p-54));
    }
    if (p > 1 - CENTRAL) {
      return -tail(Math.max(1 - p, 0x1.0p-54));
    }
    double q = p - 0.5;
    double r = q * q;
    double above =
        ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r
                        + 138.3577518672690)
                    * r
                - 30.66479806614716)
            * r;
    double below =
        ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r
                    + 66.80131188771972)
                * r
            - 13.28068155288572);
    return (above + 2.506628277459239) * q / (below * r + 1);
  }

  private static double tail(double p) {
    double q = Math.sqrt(-2 * StrictMath.log(p));
    double above =
        ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q
                    - 2.549732539343734)
                * q
            + 4.374664141464968);
    double below =
        (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q
            + 3.754408661907416);
    return (above * q + 2.938163982698783) / (below * q + 1);
  }
}
