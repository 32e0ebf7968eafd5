package io.github.beamwatch.core.generate.user;

import java.util.Locale;

/**
 * How a user behaves, named as players are: loose ones act often and anywhere, tight ones seldom
 * and out of habit; aggressive ones for much, passive ones for little. Every user deviates from the
 * numbers of the type, so that types overlap.
 */
public enum BehaviourType {
  LOOSE_PASSIVE(13, 18, 0.80, 0.45, 5, 0.06, 0.35, 0.30, new double[] {50, 32, 8, 5, 5}),
  TIGHT_PASSIVE(6, 24, 0.50, 0.85, 2, 0.02, 0.12, 0.10, new double[] {60, 14, 12, 7, 7}),
  LOOSE_AGGRESSIVE(14, 45, 0.95, 0.35, 6, 0.10, 0.45, 0.45, new double[] {38, 38, 10, 8, 6}),
  TIGHT_AGGRESSIVE(7, 60, 0.55, 0.80, 2, 0.05, 0.15, 0.30, new double[] {44, 22, 12, 12, 10});

  private static final BehaviourType[] ALL = values();

  /** Transactions of a user of this type where the mean over all types is ten. */
  final double transactionsOfTen;

  /** The median purchase, in the currency's unit. */
  final double medianAmount;

  /** The standard deviation of the logarithm of one user's purchases. */
  final double amountSpread;

  /** How often a purchase is at one of the user's favourite merchants. */
  final double loyalty;

  final int favourites;
  final double nightShare;

  /** The probability that a transaction is followed by another within minutes. */
  final double sessionShare;

  /** The mean number of trips abroad in a year. */
  final double trips;

  /** Ascending sums over the transaction types, the last 1. */
  final double[] typeShares;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  BehaviourType(
      double transactionsOfTen,
      double medianAmount,
      double amountSpread,
      double loyalty,
      int favourites,
      double nightShare,
      double sessionShare,
      double trips,
      double[] typePercents) {
    this.transactionsOfTen = transactionsOfTen;
    this.medianAmount = medianAmount;
    this.amountSpread = amountSpread;
    this.loyalty = loyalty;
    this.favourites = favourites;
    this.nightShare = nightShare;
    this.sessionShare = sessionShare;
    this.trips = trips;
    typeShares = new double[typePercents.length];
    double sum = 0;
    for (int i = 0; i < typePercents.length; i++) {
      sum += typePercents[i] / 100;
      typeShares[i] = sum;
    }
  }

  static BehaviourType at(int index) {
    return ALL[index % ALL.length];
  }

  /** Tight ones come at regular times. */
  boolean regular() {
    return this == TIGHT_PASSIVE || this == TIGHT_AGGRESSIVE;
  }

  /** The word in the labels. */
  public String word() {
    return word;
  }
}
