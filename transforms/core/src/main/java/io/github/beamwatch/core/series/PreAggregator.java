package io.github.beamwatch.core.series;

import io.github.beamwatch.core.event.EventRow;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Groups rows by series and window where they are read, before anything is shuffled. The key is
 * never turned into text on the way: rows are told apart by the bytes of their labels.
 *
 * <p>An open-addressing table: one probe and one comparison of some twenty bytes per event. Not
 * thread-safe.
 */
public final class PreAggregator {

  /** Receives the groups. */
  public interface Output {
    void accept(SeriesKey series, long windowStart, WindowAccumulator window);
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int FIRST_CAPACITY = 256;

  private record Group(
      long hash, long windowStart, byte[] key, SeriesKey series, WindowAccumulator window) {}

  private final MeasurePlan plan;
  private final int[] groupSlots;
  private @Nullable Group[] table = new @Nullable Group[FIRST_CAPACITY];
  private int size;
  private byte[] key = new byte[64];

  public PreAggregator(MeasurePlan plan) {
    this.plan = plan;
    this.groupSlots = plan.groupSlots();
  }

  /** Takes in one good row. */
  public void add(EventRow row) {
    long windowStart = plan.windowStart(row.timestamp());
    int length = writeKey(row);
    long hash = hash(length, windowStart);
    int mask = table.length - 1;
    int at = (int) hash & mask;
    while (true) {
      Group group = table[at];
      if (group == null) {
        group = newGroup(row, hash, windowStart, length);
        table[at] = group;
        group.window.add(plan, row);
        if (++size * 2 > table.length) {
          grow();
        }
        return;
      }
      if (group.hash == hash
          && group.windowStart == windowStart
          && Arrays.equals(group.key, 0, group.key.length, key, 0, length)) {
        group.window.add(plan, row);
        return;
      }
      at = (at + 1) & mask;
    }
  }

  /** How many groups are held. */
  public int size() {
    return size;
  }

  /** Hands over every group and forgets them. */
  public void drainTo(Output output) {
    for (Group group : table) {
      if (group != null) {
        output.accept(group.series, group.windowStart, group.window);
      }
    }
    table = new @Nullable Group[FIRST_CAPACITY];
    size = 0;
  }

  /** The labels' bytes, each behind its length, so that no two keys look the same. */
  private int writeKey(EventRow row) {
    int at = 0;
    for (int slot : groupSlots) {
      int start = row.start(slot);
      int length = row.end(slot) - start;
      if (at + length + 12 > key.length) {
        key = Arrays.copyOf(key, Math.max(2 * key.length, at + length + 12));
      }
      key[at] = (byte) (length >>> 24);
      key[at + 1] = (byte) (length >>> 16);
      key[at + 2] = (byte) (length >>> 8);
      key[at + 3] = (byte) length;
      System.arraycopy(row.buffer(slot), start, key, at + 4, length);
      at += length + 4;
    }
    return at;
  }

  private long hash(int length, long windowStart) {
    // The bytes behind the key are zeroed so that it can be read eight at a time.
    for (int i = length; i < length + 8; i++) {
      key[i] = 0;
    }
    long hash = windowStart * MIX;
    for (int i = 0; i < length; i += 8) {
      hash = (hash ^ (long) LONGS.get(key, i)) * MIX;
      hash ^= hash >>> 32;
    }
    return hash ^ (hash >>> 17);
  }

  private Group newGroup(EventRow row, long hash, long windowStart, int length) {
    String[] labels = new String[groupSlots.length];
    for (int i = 0; i < labels.length; i++) {
      int slot = groupSlots[i];
      int start = row.start(slot);
      labels[i] =
          new String(row.buffer(slot), start, row.end(slot) - start, StandardCharsets.UTF_8);
    }
    return new Group(
        hash,
        windowStart,
        Arrays.copyOf(key, length),
        SeriesKey.of(labels),
        new WindowAccumulator(plan.newAccumulators()));
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
