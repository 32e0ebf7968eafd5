package io.github.beamwatch.core.generate.user;

/** What one user does: how much for, where, from which addresses. */
final class Profile {

  private static final double BIG_TICKETS = 0.004;
  private static final int MAX_CENTS = 2_500_000;
  private static final int MIN_CENTS = 50;
  private static final int CASH_STEP_CENTS = 1_000;

  private final Rhythm rhythm;
  private final long user;
  private final double medianAmount;
  private final double amountSpread;
  private final double loyalty;
  private final double mobileShare;
  private final double onlineShift;
  private final double standingShare;
  private final int standingCents;
  private final int favourites;
  private final int addresses;

  /** How often the provider has given the user another address. */
  private final double changingShare;

  private final int homeCountry;
  private final int homeAddress;
  private final int[] tripCountry;

  /**
   * A profile.
   *
   * @param user from which the user's merchants and addresses follow
   */
  Profile(Rhythm rhythm, Draws draws, long user) {
    this.rhythm = rhythm;
    this.user = user;
    BehaviourType type = rhythm.type;
    medianAmount =
        draws.logNormal(type.medianAmount, 0.4)
            * (rhythm.habit == Habit.BIG_SPENDER ? draws.between(2, 5) : 1);
    amountSpread = type.amountSpread * draws.between(0.8, 1.25);
    loyalty = type.loyalty * draws.between(0.4, 1.1);
    mobileShare = draws.between(0, 0.5);
    onlineShift = draws.chance(0.1) ? draws.between(0.2, 0.6) : 0;
    // A transfer of about the same amount to the same account, such as a rent.
    standingShare = draws.chance(0.1) ? draws.between(0.05, 0.3) : 0;
    standingCents = 30_000 + 500 * draws.below(250);
    favourites = 1 + draws.below(2 * type.favourites);
    changingShare = draws.chance(0.4) ? draws.between(0.1, 0.9) : 0;
    addresses = 1 + draws.below(3);
    homeCountry = Places.home(draws);
    homeAddress = Places.address(draws, homeCountry);
    tripCountry = new int[rhythm.trips()];
    for (int i = 0; i < tripCountry.length; i++) {
      tripCountry[i] = Places.abroad(draws, homeCountry);
    }
  }

  double medianAmount() {
    return medianAmount;
  }

  int homeCountry() {
    return homeCountry;
  }

  int homeAddress() {
    return homeAddress;
  }

  /** Fills in what the user does of habit at a time. */
  void act(int second, Draws draws, Transaction into) {
    into.second = second;
    into.planted = false;
    int trip = rhythm.tripAt(second);
    into.country = trip < 0 ? homeCountry : tripCountry[trip];
    into.address = address(draws, trip);
    if (standingShare > 0 && draws.chance(standingShare)) {
      pay(
          into,
          TransactionType.TRANSFER,
          (int) (standingCents * draws.between(0.9, 1.1)),
          Places.counterparty(own(0)));
      return;
    }
    if (rhythm.habit == Habit.GAMER && draws.chance(0.5)) {
      double amount = draws.between(0.8, 5);
      pay(into, TransactionType.ONLINE, (int) (100 * amount), Places.shop(own(draws.below(2))));
      return;
    }
    TransactionType type = type(draws);
    double amount = draws.logNormal(medianAmount, amountSpread);
    switch (type) {
      case PURCHASE, ONLINE -> {
        boolean big = draws.chance(BIG_TICKETS);
        pay(into, type, cents(big ? amount * draws.between(4, 12) : amount), shop(draws));
      }
      case WITHDRAWAL -> {
        int steps = Math.max(1, (int) (amount * 1.5 / 10));
        int machine = Places.cashMachine(draws.chance(0.8) ? own(100 + draws.below(3)) : draws);
        pay(into, type, Math.min(CASH_STEP_CENTS * steps, 200_000), machine);
      }
      case TRANSFER, DEPOSIT -> {
        double factor = type == TransactionType.TRANSFER ? 3 : 7;
        double large = rhythm.habit == Habit.FREELANCER ? draws.between(2, 5) : 1;
        pay(into, type, cents(amount * factor * large), counterparty(draws));
      }
    }
  }

  private TransactionType type(Draws draws) {
    if (onlineShift > 0 && draws.chance(onlineShift)) {
      return TransactionType.ONLINE;
    }
    if (rhythm.habit == Habit.FREELANCER && draws.chance(0.5)) {
      return draws.chance(0.5) ? TransactionType.DEPOSIT : TransactionType.TRANSFER;
    }
    return TransactionType.at(draws.index(rhythm.type.typeShares));
  }

  private int shop(Draws draws) {
    return Places.shop(draws.chance(loyalty) ? own(1 + draws.below(favourites)) : draws);
  }

  private int counterparty(Draws draws) {
    return Places.counterparty(draws.chance(0.7) ? own(200 + draws.below(3)) : draws);
  }

  private int address(Draws draws, int trip) {
    if (trip >= 0) {
      return Places.address(own(300 + trip), tripCountry[trip]);
    }
    if (draws.chance(mobileShare)) {
      return Places.address(own(400 + draws.below(addresses)), homeCountry);
    }
    return draws.chance(changingShare) ? Places.address(draws, homeCountry) : homeAddress;
  }

  /** The numbers of something that is always the same for the user. */
  private Draws own(int thing) {
    return Draws.of(user, thing);
  }

  static void pay(Transaction into, TransactionType type, int cents, int merchant) {
    into.type = type;
    into.cents = cents;
    into.merchant = merchant;
  }

  static int cents(double amount) {
    return (int) Math.max(MIN_CENTS, Math.min(MAX_CENTS, Math.round(100 * amount)));
  }
}
