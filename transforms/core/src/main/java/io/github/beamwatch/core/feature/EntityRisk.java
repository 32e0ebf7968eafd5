package io.github.beamwatch.core.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The share of bad events of an entity, such as a terminal or a card, over windows that end before
 * the labels' delay: what was known at a time, and nothing later.
 *
 * <p>Events and labels are counted by the hour. At time t only hours that were over {@code delay}
 * before t are looked at; a label that came later than the delay counts from when it was known.
 * Depends on the events and labels alone, not on their order or parts. What is older than delay and
 * {@code longest} window before the newest hour is forgotten: so values are right for times from
 * that newest hour on, and for those before as far as the memory reaches.
 *
 * <p>Size: four to six bytes for each hour with an event.
 */
public final class EntityRisk {
  private static final byte VERSION = 1;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final long delayMillis;
  private final long keptHours;

  /** By hour of the epoch: events, then bad ones. */
  private final TreeMap<Long, long[]> hours = new TreeMap<>();

  /**
   * @param delay the time after which a label is known, usually
   * @param longest the longest window that will be asked for
   * @param reach how long before the newest event values may still be asked for
   */
  public EntityRisk(Duration delay, Duration longest, Duration reach) {
    delayMillis = delay.toMillis();
    keptHours = delay.plus(longest).plus(reach).toHours() + 2;
  }

  /** Counts an event. */
  public void add(long time) {
    at(Math.floorDiv(time, HOUR))[0]++;
    forget();
  }

  /**
   * Counts the label of an event that was bad.
   *
   * @param time of the event
   * @param knownAt when that became known
   */
  public void addBad(long time, long knownAt) {
    at(Math.floorDiv(Math.max(time, knownAt - delayMillis), HOUR))[1]++;
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

  /** Adds what another part has counted, which was made for the same delay and windows. */
  public void addAll(EntityRisk other) {
    for (Map.Entry<Long, long[]> entry : other.hours.entrySet()) {
      long[] mine = at(entry.getKey());
      mine[0] += entry.getValue()[0];
      mine[1] += entry.getValue()[1];
    }
    if (!hours.isEmpty()) {
      forget();
    }
  }

  /** How many events there were in a window that ended {@code delay} before this time. */
  public long count(long time, Duration window) {
    return sum(time, window, 0);
  }

  /** The share of them that was bad; 0 where there were none. */
  public double share(long time, Duration window) {
    long events = sum(time, window, 0);
    return events == 0 ? 0.0 : Math.min(1.0, sum(time, window, 1) / (double) events);
  }

  private long sum(long time, Duration window, int which) {
    long end = Math.floorDiv(time - delayMillis, HOUR);
    long sum = 0;
    for (long[] counts : hours.subMap(end - window.toHours(), end).values()) {
      sum += counts[which];
    }
    return sum;
  }

  /** Equal counts give equal bytes. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    VarInts.write(out, hours.size());
    long before = 0;
    for (Map.Entry<Long, long[]> entry : hours.entrySet()) {
      VarInts.write(out, entry.getKey() - before);
      before = entry.getKey();
      VarInts.write(out, entry.getValue()[0]);
      VarInts.write(out, entry.getValue()[1]);
    }
  }

  /** Takes in what {@link #writeTo} wrote; for a new one. */
  public void readFrom(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("risk in version %d, not %d".formatted(version, VERSION));
    }
    int size = VarInts.readCount(in, (int) keptHours + 1, "hours");
    long hour = 0;
    for (int i = 0; i < size; i++) {
      hour += VarInts.read(in);
      hours.put(hour, new long[] {VarInts.read(in), VarInts.read(in)});
    }
  }
}
