package io.github.beamwatch.core.generate.user;

import java.util.ArrayList;
import java.util.List;

/**
 * The transactions of a pattern in one user's data. Its strength, from {@value #WEAKEST} to 1,
 * decides how many there are, and how far from usual.
 */
final class PlantedFraud {

  static final double WEAKEST = 0.7;
  static final double MEDIAN = 1.0;
  static final double STRONGEST = 2.5;

  private static final int HOUR = 3_600;
  private static final int DAY = 24 * HOUR;
  private static final int LIMIT_CENTS = 100_000;

  private final Profile profile;
  private final Draws draws;
  private final int days;
  private final double strength;
  private final long places;
  private final int[] elsewhere;
  private final List<Transaction> made = new ArrayList<>();

  PlantedFraud(FraudPattern pattern, Profile profile, Draws draws, int days) {
    this.profile = profile;
    this.draws = draws;
    this.days = days;
    strength = Math.max(WEAKEST, Math.min(STRONGEST, draws.logNormal(MEDIAN, 0.45)));
    places = (long) (draws.unit() * Long.MAX_VALUE);
    elsewhere = new int[scaled(1, 1.5)];
    for (int i = 0; i < elsewhere.length; i++) {
      elsewhere[i] = Places.abroad(draws, home());
    }
    switch (pattern) {
      case CARD_TESTING -> cardTesting();
      case ACCOUNT_TAKEOVER -> accountTakeover();
      case NIGHT_BURST -> nightBursts();
      case MONEY_MULE -> moneyMule();
      case UNDER_LIMIT -> underLimit();
    }
  }

  double strength() {
    return strength;
  }

  List<Transaction> transactions() {
    return made;
  }

  private void cardTesting() {
    int second = anyTime(DAY);
    int country = strength > 0.5 ? abroad() : home();
    int address = Places.address(draws, country);
    int tests = scaled(4, 18);
    for (int i = 0; i < tests; i++) {
      if (draws.chance(0.2 + 0.3 * strength)) {
        country = draws.chance(0.5 * strength) ? abroad() : country;
        address = Places.address(draws, country);
      }
      add(second, TransactionType.ONLINE, draws.between(0.5, 3), shop());
      at(country, address);
      second += 4 + (int) draws.logNormal(15, 0.8);
    }
    for (int i = scaled(1, 3); i > 0; i--) {
      second += draws.below(2 * HOUR);
      add(second, TransactionType.ONLINE, draws.logNormal(350, 0.5), shop());
      at(country, address);
    }
  }

  private void accountTakeover() {
    int start = anyTime(2 * DAY);
    int count = scaled(3, 9);
    int country = home();
    int address = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || draws.chance(0.2 + 0.5 * strength)) {
        country = draws.chance(0.4 + 0.5 * strength) ? abroad() : home();
        address = Places.address(draws, country);
      }
      boolean transfer = draws.chance(0.3);
      double amount = Math.max(profile.medianAmount() * (3 + 12 * strength), 150);
      add(
          start + (int) (draws.unit() * 30 * HOUR),
          transfer ? TransactionType.TRANSFER : TransactionType.ONLINE,
          draws.logNormal(amount, 0.6),
          transfer ? counterparty() : shop());
      at(country, address);
    }
  }

  private void nightBursts() {
    int nights = scaled(2, 2);
    int firstDay = draws.below(Math.max(1, days - 4 * nights));
    for (int night = 0; night < nights; night++) {
      int second = (firstDay + night * 3 + draws.below(3)) * DAY + HOUR / 2 + draws.below(3 * HOUR);
      int count = scaled(2, 4);
      for (int i = 0; i < count; i++) {
        boolean cash = draws.chance(0.5);
        double amount = draws.logNormal(profile.medianAmount() * (1.5 + 4 * strength), 0.4);
        add(
            second,
            cash ? TransactionType.WITHDRAWAL : TransactionType.ONLINE,
            cash ? 10 * Math.ceil(amount / 10) : amount,
            cash ? cashMachine() : shop());
        at(home(), draws.chance(0.5) ? profile.homeAddress() : Places.address(draws, home()));
        second += 60 + draws.below(12 * 60);
      }
    }
  }

  private void moneyMule() {
    int rounds = scaled(2, 4);
    for (int round = 0; round < rounds; round++) {
      double amount = draws.logNormal(550 + 1_900 * strength, 0.4);
      int second = anyTime(DAY);
      add(second, TransactionType.DEPOSIT, amount, counterparty());
      at(home(), profile.homeAddress());
      int parts = 1 + draws.below(1 + scaled(0, 3));
      double passedOn = amount * draws.between(0.85, 0.97);
      for (int i = 0; i < parts; i++) {
        second += 600 + draws.below(4 * HOUR);
        add(second, TransactionType.TRANSFER, passedOn / parts, counterparty());
        boolean abroad = draws.chance(0.15 * strength);
        int country = abroad ? abroad() : home();
        at(country, draws.chance(0.4) ? Places.address(draws, country) : profile.homeAddress());
      }
    }
  }

  private void underLimit() {
    int count = scaled(5, 13);
    for (int i = 0; i < count; i++) {
      boolean cash = draws.chance(0.3);
      double second = (i + draws.between(0.2, 0.8)) / count * days * DAY;
      double amount = (LIMIT_CENTS - 50 - draws.popular((int) (6_000 / strength))) / 100.0;
      add(
          (int) second,
          cash ? TransactionType.WITHDRAWAL : TransactionType.TRANSFER,
          amount,
          cash ? cashMachine() : counterparty());
      at(
          home(),
          draws.chance(0.3 * strength) ? Places.address(draws, home()) : profile.homeAddress());
    }
  }

  private int home() {
    return profile.homeCountry();
  }

  private int shop() {
    return Places.shop(place());
  }

  private int cashMachine() {
    return Places.cashMachine(place());
  }

  private int counterparty() {
    return Places.counterparty(place());
  }

  /** One of the few places that the fraud makes use of. */
  private Draws place() {
    return Draws.of(places, draws.below(scaled(2, 3)));
  }

  /** One of the few other countries that the fraud comes from. */
  private int abroad() {
    return elsewhere[draws.below(elsewhere.length)];
  }

  private int scaled(double least, double more) {
    return (int) Math.round(least + more * strength);
  }

  /** A second that leaves so many behind it. */
  private int anyTime(int behind) {
    return (int) (draws.unit() * Math.max(1, days * DAY - behind));
  }

  private void add(int second, TransactionType type, double amount, int merchant) {
    Transaction transaction = new Transaction();
    transaction.second = Math.min(second, days * DAY - 1);
    transaction.planted = true;
    Profile.pay(transaction, type, Profile.cents(amount), merchant);
    made.add(transaction);
  }

  private void at(int country, int address) {
    Transaction last = made.get(made.size() - 1);
    last.country = country;
    last.address = address;
  }
}
