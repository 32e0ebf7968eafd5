package io.github.beamwatch.benchmarks.users;

import java.util.Arrays;

/** Transactions in columns that grow; a text of up to eight bytes is a number. */
final class TransactionColumns {

  int size;
  long[] users = new long[1 << 16];
  long[] seconds = new long[1 << 16];
  int[] cents = new int[1 << 16];
  byte[] types = new byte[1 << 16];
  long[] merchants = new long[1 << 16];
  long[] addresses = new long[1 << 16];
  short[] countries = new short[1 << 16];

  void add(
      long user, long second, int amount, byte type, long merchant, long address, short country) {
    if (size == users.length) {
      grow(size + size / 2);
    }
    users[size] = user;
    seconds[size] = second;
    cents[size] = amount;
    types[size] = type;
    merchants[size] = merchant;
    addresses[size] = address;
    countries[size] = country;
    size++;
  }

  private void grow(int room) {
    users = Arrays.copyOf(users, room);
    seconds = Arrays.copyOf(seconds, room);
    cents = Arrays.copyOf(cents, room);
    types = Arrays.copyOf(types, room);
    merchants = Arrays.copyOf(merchants, room);
    addresses = Arrays.copyOf(addresses, room);
    countries = Arrays.copyOf(countries, room);
  }
}
