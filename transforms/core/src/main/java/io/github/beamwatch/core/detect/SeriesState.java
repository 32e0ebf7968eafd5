package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is remembered of one series: one cell that holds every baseline and every alert's
 * lifecycle. Belongs to a {@link SeriesEvaluator}, which alone reads and changes it.
 *
 * <p>Entries are found by the identity of what they belong to, not by position, so a spec whose
 * rules were added, removed or reordered keeps what still applies. In bytes: a version, the end of
 * the last window and its values where gaps are filled with them, the detectors' memories, the
 * baselines, the rules that have something to remember. Some 50 bytes for a baseline, 17 to 80 for
 * such a rule, what its documentation says for a detector.
 */
public final class SeriesState {
  /** The first byte of the written form. */
  static final int VERSION = 2;

  private static final long NO_WINDOW = Long.MIN_VALUE;

  private final SortedMap<Long, BaselineCell> baselines = new TreeMap<>();
  private final SortedMap<Long, RuleCell> rules = new TreeMap<>();
  private final SortedMap<Long, DetectorCell> detectors = new TreeMap<>();
  private long lastWindowEnd = NO_WINDOW;
  private List<MeasureValue> lastValues = List.of();

  /** The cells of one rule book, in its order: looked up once, not for every window. */
  record Cells(
      RuleBook book,
      BaselineCell[] baselines,
      RuleCell[] rules,
      @Nullable DetectorCell[] detectors) {}

  private @Nullable Cells cells;

  boolean isAfterLast(MetricPoint point) {
    return lastWindowEnd == NO_WINDOW || point.windowEnd() > lastWindowEnd;
  }

  boolean isAdjacent(MetricPoint point) {
    return point.windowStart() == lastWindowEnd;
  }

  void windowDone(MetricPoint point, boolean rememberValues) {
    lastWindowEnd = point.windowEnd();
    lastValues = rememberValues ? point.measures() : List.of();
  }

  /** Whether a window was evaluated. */
  boolean begun() {
    return lastWindowEnd != NO_WINDOW;
  }

  /** The end of the last window that was evaluated. */
  public long lastWindowEnd() {
    return lastWindowEnd;
  }

  /** The measures of the last window, where they are to be remembered. */
  List<MeasureValue> lastValues() {
    return lastValues;
  }

  /** The cell of one rule; nothing is dropped. */
  RuleCell rule(long identity) {
    return rules.computeIfAbsent(identity, absent -> new RuleCell());
  }

  /** The cells of rules that a rule book does not have, by the rules' identity. */
  SortedMap<Long, RuleCell> orphans(RuleBook book) {
    SortedMap<Long, RuleCell> orphans = new TreeMap<>();
    if (cells == null || cells.book != book) {
      orphans.putAll(rules);
      book.rules().forEach(rule -> orphans.remove(rule.identity()));
    }
    return orphans;
  }

  /** The cells of a rule book; drops what no rule of it asks for any more. */
  Cells cells(RuleBook book) {
    if (cells == null || cells.book != book) {
      Set<Long> baselineIdentities = new HashSet<>();
      Set<Long> ruleIdentities = new HashSet<>();
      BaselineCell[] baselineCells = new BaselineCell[book.groups().size()];
      for (int i = 0; i < baselineCells.length; i++) {
        long identity = book.groups().get(i).identity();
        baselineIdentities.add(identity);
        baselineCells[i] = baselines.computeIfAbsent(identity, absent -> new BaselineCell());
      }
      Set<Long> detectorIdentities = new HashSet<>();
      RuleCell[] ruleCells = new RuleCell[book.rules().size()];
      @Nullable DetectorCell[] detectorCells = new @Nullable DetectorCell[ruleCells.length];
      for (int i = 0; i < ruleCells.length; i++) {
        long identity = book.rules().get(i).identity();
        ruleIdentities.add(identity);
        ruleCells[i] = rules.computeIfAbsent(identity, absent -> new RuleCell());
        if (book.rules().get(i) instanceof DetectorRule rule) {
          long detector = rule.detectorIdentity();
          detectorIdentities.add(detector);
          detectorCells[i] = detectors.computeIfAbsent(detector, absent -> new DetectorCell());
        }
      }
      baselines.keySet().retainAll(baselineIdentities);
      rules.keySet().retainAll(ruleIdentities);
      detectors.keySet().retainAll(detectorIdentities);
      cells = new Cells(book, baselineCells, ruleCells, detectorCells);
    }
    return cells;
  }

  /** Writes the state. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(lastWindowEnd);
    VarLong.write(lastValues.size(), out);
    for (MeasureValue value : lastValues) {
      out.writeDouble(value.value());
      out.writeDouble(value.variance());
      VarLong.write(value.samples(), out);
    }
    VarLong.write(detectors.size(), out);
    for (Map.Entry<Long, DetectorCell> entry : detectors.entrySet()) {
      out.writeLong(entry.getKey());
      entry.getValue().writeTo(out);
    }
    VarLong.write(baselines.size(), out);
    for (Map.Entry<Long, BaselineCell> entry : baselines.entrySet()) {
      out.writeLong(entry.getKey());
      entry.getValue().writeTo(out);
    }
    VarLong.write(rules.values().stream().filter(rule -> !rule.blank()).count(), out);
    for (Map.Entry<Long, RuleCell> entry : rules.entrySet()) {
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
    List<MeasureValue> values = new ArrayList<>();
    for (long left = VarLong.read(in); left > 0; left--) {
      double value = in.readDouble();
      double variance = in.readDouble();
      values.add(new MeasureValue(value, VarLong.read(in), variance));
    }
    state.lastValues = values;
    for (long left = VarLong.read(in); left > 0; left--) {
      state.detectors.put(in.readLong(), DetectorCell.readFrom(in));
    }
    for (long left = VarLong.read(in); left > 0; left--) {
      state.baselines.put(in.readLong(), BaselineCell.readFrom(in));
    }
    for (long left = VarLong.read(in); left > 0; left--) {
      state.rules.put(in.readLong(), RuleCell.readFrom(in));
    }
    return state;
  }
}
