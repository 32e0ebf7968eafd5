package io.github.beamwatch.core.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an entity, such as a customer, did and spent of late: number and mean of amounts over
 * windows that end at a given time.
 *
 * <p>Events are counted by the hour, a window being whole hours up to and with that of the given
 * time. Amounts count to a millionth, up to a billion, so that sums are exact: the result depends
 * on the events alone, not on their order or parts. What is older than the longest window before
 * the newest hour is forgotten.
 *
 * <p>Size: eight to twenty bytes for each hour with an event.
 */
public final class EntitySpend {
  private static final byte VERSION = 1;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final double UNIT = 1e-6;
  private static final double MOST = 1e9;

  private final long keptHours;

  /** By hour of the epoch: events, and their amounts in millionths. */
  private final TreeMap<Long, long[]> hours = new TreeMap<>();

  /**
   * @param longest the longest window that will be asked for
   * @param reach how long before the newest event values may still be asked for
   */
  public EntitySpend(Duration longest, Duration reach) {
    keptHours = longest.plus(reach).toHours() + 1;
  }

  /** Counts an event. */
  public void add(long time, double amount) {
    long[] hour = at(Math.floorDiv(time, HOUR));
    hour[0]++;
    hour[1] += Math.round(Math.max(-MOST, Math.min(MOST, amount)) / UNIT);
    forget();
  }

  private long[] at(long hour) {
    return hours.computeIfAbsent(hour, unused -> new long[2]);
  }

  private void forget() {
    long oldest = hours.lastKey() - keptHours;
    while (hours.firstKey() < oldest) {
      hours.pollFirstEntry();
    }
  }

  /** Adds what another part has counted, which was made for the same windows. */
  public void addAll(EntitySpend other) {
    for (Map.Entry<Long, long[]> entry : other.hours.entrySet()) {
      long[] mine = at(entry.getKey());
      mine[0] += entry.getValue()[0];
      mine[1] += entry.getValue()[1];
    }
    if (!hours.isEmpty()) {
      forget();
    }
  }

  /** How many events there were. */
  public long count(long time, Duration window) {
    return sum(time, window, 0);
  }

  /** Their mean amount; NaN where there were none. */
  public double mean(long time, Duration window) {
    long count = sum(time, window, 0);
    return count == 0 ? Double.NaN : sum(time, window, 1) * UNIT / count;
  }

  private long sum(long time, Duration window, int which) {
    long end = Math.floorDiv(time, HOUR) + 1;
    long sum = 0;
    for (long[] counts : hours.subMap(end - window.toHours(), end).values()) {
      sum += counts[which];
    }
    return sum;
  }

  /** Equal events give equal bytes. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    VarInts.write(out, hours.size());
    long before = 0;
    for (Map.Entry<Long, long[]> entry : hours.entrySet()) {
      VarInts.write(out, entry.getKey() - before);
      before = entry.getKey();
      VarInts.write(out, entry.getValue()[0]);
      long sum = entry.getValue()[1];
      VarInts.write(out, (sum << 1) ^ (sum >> 63));
    }
  }

  /** Takes in what {@link #writeTo} wrote; for a new one. */
  public void readFrom(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("spend in version %d, not %d".formatted(version, VERSION));
    }
    int size = VarInts.readCount(in, (int) keptHours + 1, "hours");
    long hour = 0;
    for (int i = 0; i < size; i++) {
      hour += VarInts.read(in);
      long count = VarInts.read(in);
      long sum = VarInts.read(in);
      hours.put(hour, new long[] {count, (sum >>> 1) ^ -(sum & 1)});
    }
  }
}
