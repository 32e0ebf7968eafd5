package io.github.beamwatch.core.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that is remembered of one series: one cell that holds every baseline and every alert's
 * lifecycle. Belongs to a {@link SeriesEvaluator}, which alone reads and changes it.
 *
 * <p>Entries are found by the identity of what they belong to, not by position, so a spec whose
 * rules were added, removed or reordered keeps what still applies. In bytes: a version, the end of
 * the last window, the baselines, the alerts. Some 50 bytes for a baseline and 20 to 45 for a rule.
 */
public final class SeriesState {
  /** The first byte of the written form. */
  static final int VERSION = 1;

  static final long NO_WINDOW = Long.MIN_VALUE;

  private final SortedMap<Long, EmaBaseline> baselines = new TreeMap<>();
  private final SortedMap<Long, AlertState> alerts = new TreeMap<>();
  private long lastWindowEnd = NO_WINDOW;

  /** The end of the last window that was evaluated, epoch milliseconds; empty before the first. */
  public java.util.OptionalLong lastWindowEnd() {
    return lastWindowEnd == NO_WINDOW
        ? java.util.OptionalLong.empty()
        : java.util.OptionalLong.of(lastWindowEnd);
  }

  void windowDone(long windowEnd) {
    lastWindowEnd = windowEnd;
  }

  EmaBaseline baseline(long identity) {
    return baselines.computeIfAbsent(identity, absent -> new EmaBaseline());
  }

  AlertState alert(long identity) {
    return alerts.computeIfAbsent(identity, absent -> new AlertState());
  }

  /** Drops what no rule of the spec asks for any more. */
  void retain(Set<Long> baselineIdentities, Set<Long> alertIdentities) {
    if (baselines.size() > baselineIdentities.size()) {
      baselines.keySet().retainAll(baselineIdentities);
    }
    if (alerts.size() > alertIdentities.size()) {
      alerts.keySet().retainAll(alertIdentities);
    }
  }

  /** Writes the state. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(lastWindowEnd);
    VarLong.write(baselines.size(), out);
    for (Map.Entry<Long, EmaBaseline> entry : baselines.entrySet()) {
      out.writeLong(entry.getKey());
      entry.getValue().writeTo(out);
    }
    long live = alerts.values().stream().filter(alert -> !alert.blank()).count();
    VarLong.write(live, out);
    for (Map.Entry<Long, AlertState> entry : alerts.entrySet()) {
      if (!entry.getValue().blank()) {
        out.writeLong(entry.getKey());
        entry.getValue().writeTo(out);
      }
    }
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version, or no state at all
   */
  public static SeriesState readFrom(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException(
          "the state of a series was written in version "
              + version
              + ", this release reads version "
              + VERSION
              + ": start without the old state, or run the release that wrote it");
    }
    SeriesState state = new SeriesState();
    state.lastWindowEnd = in.readLong();
    for (long left = VarLong.read(in); left > 0; left--) {
      state.baselines.put(in.readLong(), EmaBaseline.readFrom(in));
    }
    for (long left = VarLong.read(in); left > 0; left--) {
      state.alerts.put(in.readLong(), AlertState.readFrom(in));
    }
    return state;
  }
}
