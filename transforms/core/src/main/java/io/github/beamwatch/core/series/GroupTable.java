package io.github.beamwatch.core.series;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open windows of many series, found by the bytes of their labels: an open-addressing table, so
 * that a look-up is one probe and one comparison of some twenty bytes. Not thread-safe.
 */
final class GroupTable {

  /** Bytes behind a key that must be there when it is looked up: it is read eight at a time. */
  static final int PADDING = 8;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int FIRST_CAPACITY = 256;

  /**
   * One window of one series.
   *
   * @param key the labels' bytes, each behind its length in four bytes, so that no two keys look
   *     the same
   */
  record Group(long hash, long windowStart, byte[] key, WindowAccumulator window) {

    /** The labels as text. */
    SeriesKey series(int labels) {
      String[] values = new String[labels];
      int at = 0;
      for (int i = 0; i < labels; i++) {
        int length = (key[at] & 0xFF) << 24 | (key[at + 1] & 0xFF) << 16;
        length |= (key[at + 2] & 0xFF) << 8 | (key[at + 3] & 0xFF);
        values[i] = new String(key, at + 4, length, StandardCharsets.UTF_8);
        at += 4 + length;
      }
      return SeriesKey.of(values);
    }
  }

  private final MeasurePlan plan;
  private @Nullable Group[] table = new @Nullable Group[FIRST_CAPACITY];
  private int size;

  GroupTable(MeasurePlan plan) {
    this.plan = plan;
  }

  /**
   * The window of that series and start, empty where it is new.
   *
   * @param key its first {@code length} bytes are the key; the {@link #PADDING} behind is zeroed
   */
  WindowAccumulator window(byte[] key, int length, long windowStart) {
    long hash = hash(key, length, windowStart);
    int mask = table.length - 1;
    int at = (int) hash & mask;
    for (Group group = table[at]; group != null; group = table[at]) {
      if (group.hash == hash
          && group.windowStart == windowStart
          && Arrays.equals(group.key, 0, group.key.length, key, 0, length)) {
        return group.window;
      }
      at = (at + 1) & mask;
    }
    Group group =
        new Group(hash, windowStart, Arrays.copyOf(key, length), WindowAccumulator.empty(plan));
    table[at] = group;
    if (++size * 2 > table.length) {
      grow();
    }
    return group.window;
  }

  int size() {
    return size;
  }

  /** Hands over every group, in no order, and forgets them. */
  void drain(Consumer<Group> output) {
    for (Group group : table) {
      if (group != null) {
        output.accept(group);
      }
    }
    table = new @Nullable Group[FIRST_CAPACITY];
    size = 0;
  }

  private static long hash(byte[] key, int length, long windowStart) {
    for (int i = length; i < length + PADDING; i++) {
      key[i] = 0;
    }
    long hash = windowStart * MIX;
    for (int i = 0; i < length; i += 8) {
      hash = (hash ^ (long) LONGS.get(key, i)) * MIX;
      hash ^= hash >>> 32;
    }
    return hash ^ (hash >>> 17);
  }

  private void grow() {
    @Nullable Group[] old = table;
    table = new @Nullable Group[old.length * 2];
    int mask = table.length - 1;
    for (Group group : old) {
      if (group != null) {
        int at = (int) group.hash & mask;
        while (table[at] != null) {
          at = (at + 1) & mask;
        }
        table[at] = group;
      }
    }
  }
}
