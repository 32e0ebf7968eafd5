package io.github.beamwatch.core.generate.user;

import java.util.Arrays;

/** Transactions in the order of their times; columns, since there are millions. */
public final class TransactionSlice {

  /** So many low bits of an order key are the place of the transaction in the columns. */
  private static final int PLACE_BITS = 31;

  private final UserGenerator settings;
  private final long startSecond;
  private final int before;
  private final long[] order;
  private final int[] users;
  private final int[] cents;
  private final byte[] types;
  private final int[] merchants;
  private final int[] addresses;
  private final byte[] countries;
  private final boolean[] planted;
  private int size;

  TransactionSlice(UserGenerator settings, int before, int count) {
    this.settings = settings;
    startSecond = settings.start().getEpochSecond();
    this.before = before;
    order = new long[count];
    users = new int[count];
    cents = new int[count];
    types = new byte[count];
    merchants = new int[count];
    addresses = new int[count];
    countries = new byte[count];
    planted = new boolean[count];
  }

  void add(int user, Transaction transaction) {
    order[size] = (long) transaction.second << PLACE_BITS | size;
    users[size] = user;
    cents[size] = transaction.cents;
    types[size] = (byte) transaction.type.ordinal();
    merchants[size] = transaction.merchant;
    addresses[size] = transaction.address;
    countries[size] = (byte) transaction.country;
    planted[size] = transaction.planted;
    size++;
  }

  void sort() {
    Arrays.sort(order, 0, size);
  }

  /** What it is a part of. */
  public UserGenerator settings() {
    return settings;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The first id of all data is 1, and ids ascend with the time. */
  public int id(int index) {
    return before + index + 1;
  }

  public long epochSecond(int index) {
    return startSecond + (order[index] >>> PLACE_BITS);
  }

  /** The user's number, from 0. */
  public int user(int index) {
    return users[place(index)];
  }

  /** The amount in hundredths. */
  public int cents(int index) {
    return cents[place(index)];
  }

  public TransactionType type(int index) {
    return TransactionType.at(types[place(index)]);
  }

  /** The merchant's number: a shop's, a cash machine's, or that of another's account. */
  public int merchant(int index) {
    return merchants[place(index)];
  }

  /** The four bytes of the network address. */
  public int address(int index) {
    return addresses[place(index)];
  }

  /** The two letters of the country. */
  public String country(int index) {
    return Places.country(countries[place(index)]);
  }

  /** Whether it belongs to a planted fraud. */
  public boolean planted(int index) {
    return planted[place(index)];
  }

  private int place(int index) {
    return (int) (order[index] & ((1L << PLACE_BITS) - 1));
  }
}
