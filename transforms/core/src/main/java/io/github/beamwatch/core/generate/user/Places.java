package io.github.beamwatch.core.generate.user;

/** Countries, merchants, and network addresses. */
final class Places {

  private static final String[] COUNTRIES = {
    "DE", "FR", "IT", "ES", "PL", "NL", "BE", "AT", "CH", "SE", "DK", "CZ", "GB", "PT", "IE", "NO",
    "FI", "GR", "HU", "RO", "US", "TR", "TH", "AE", "BR", "MX", "NG", "IN", "CN", "JP"
  };

  /** Users live in the first twelve, in about these shares. */
  private static final double[] HOMES = {
    0.24, 0.42, 0.55, 0.65, 0.74, 0.81, 0.86, 0.90, 0.94, 0.97, 0.985, 1.0
  };

  private static final int LOOPBACK = 127;
  private static final int SPARE = 222;
  private static final int SHOPS = 60_000;
  private static final int CASH_MACHINES = 8_000;
  private static final int COUNTERPARTIES = 400_000;

  private Places() {}

  static int countries() {
    return COUNTRIES.length;
  }

  static String country(int index) {
    return COUNTRIES[index];
  }

  static int home(Draws draws) {
    return draws.index(HOMES);
  }

  /** Any country but this one; near ones, which come first, more often. */
  static int abroad(Draws draws, int home) {
    double unit = draws.unit();
    int other = (int) (unit * Math.sqrt(unit) * (COUNTRIES.length - 1));
    return other >= home ? other + 1 : other;
  }

  static int shop(Draws draws) {
    return draws.popular(SHOPS);
  }

  static int cashMachine(Draws draws) {
    return SHOPS + draws.below(CASH_MACHINES);
  }

  static int counterparty(Draws draws) {
    return SHOPS + CASH_MACHINES + draws.below(COUNTERPARTIES);
  }

  /** An address of the public ranges that a country's providers hold here. */
  static int address(Draws draws, int country) {
    int first = 11 + country * 7 + draws.below(7);
    return (first == LOOPBACK ? SPARE : first) << 24 | (int) (draws.unit() * (1 << 24));
  }
}
