package io.github.beamwatch.benchmarks.users;

import java.util.Arrays;

/** Numbers users in the order in which they are first seen. */
final class UserTable {

  private long[] users = new long[1 << 16];
  private int[] slots = new int[1 << 18];
  private int size;

  UserTable() {
    Arrays.fill(slots, -1);
  }

  int number(long user) {
    int slot = slot(user);
    if (slots[slot] < 0) {
      if (size == users.length) {
        grow();
        slot = slot(user);
      }
      users[size] = user;
      slots[slot] = size++;
    }
    return slots[slot];
  }

  private int slot(long user) {
    int mask = slots.length - 1;
    int slot = (int) ((user * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (slots[slot] >= 0 && users[slots[slot]] != user) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    users = Arrays.copyOf(users, 2 * size);
    slots = new int[8 * size];
    Arrays.fill(slots, -1);
    for (int i = 0; i < size; i++) {
      slots[slot(users[i])] = i;
    }
  }

  long[] users() {
    return Arrays.copyOf(users, size);
  }
}
