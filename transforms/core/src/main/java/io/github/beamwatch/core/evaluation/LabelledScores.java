package io.github.beamwatch.core.evaluation;

import io.github.beamwatch.core.feature.VarInts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores of rows whose label is known, gathered in parts and merged, in bounded memory: how many
 * rows of both kinds each score has. Up to {@value #MOST_SCORES} different scores {@link #auroc}
 * and {@link #auprc} are exact, and equal to those of {@link RankedScores}. With more of them
 * scores lose their last bits, as few as it takes, and rows whose scores became equal count as
 * ties; {@link #aurocError} bounds what that can do. Neither order nor parts matter.
 */
public final class LabelledScores {
  /** So many different scores are told apart. */
  public static final int MOST_SCORES = 1 << 17;

  private static final byte VERSION = 1;

  private final int most;
  private TreeMap<Long, Rows> counts = new TreeMap<>();
  private int droppedBits;
  private long rows;
  private long anomalous;

  /** Rows of one score. */
  private record Rows(long anomalous, long usual) {
    Rows plus(Rows other) {
      return new Rows(anomalous + other.anomalous, usual + other.usual);
    }
  }

  private static final Rows ANOMALOUS = new Rows(1, 0);
  private static final Rows USUAL = new Rows(0, 1);

  public LabelledScores() {
    this(MOST_SCORES);
  }

  LabelledScores(int most) {
    this.most = most;
  }

  /** Adds a row. NaN is not a score. */
  public void add(double score, boolean label) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("a row without a score cannot be ranked");
    }
    long bits = Double.doubleToRawLongBits(score + 0.0);
    count((bits >= 0 ? bits : bits ^ Long.MAX_VALUE) >> droppedBits, label ? ANOMALOUS : USUAL);
  }

  /** Adds the rows of another part. */
  public void addAll(LabelledScores other) {
    if (other.droppedBits > droppedBits) {
      drop(other.droppedBits);
    }
    // More bits may be dropped on the way.
    other.counts.forEach((key, count) -> count(key >> droppedBits - other.droppedBits, count));
  }

  private void count(long key, Rows more) {
    rows += more.anomalous + more.usual;
    anomalous += more.anomalous;
    counts.merge(key, more, Rows::plus);
    while (counts.size() > most) {
      drop(droppedBits + 1);
    }
  }

  private void drop(int bits) {
    TreeMap<Long, Rows> coarse = new TreeMap<>();
    int more = bits - droppedBits;
    counts.forEach((key, count) -> coarse.merge(key >> more, count, Rows::plus));
    counts = coarse;
    droppedBits = bits;
  }

  public long rows() {
    return rows;
  }

  public long anomalousRows() {
    return anomalous;
  }

  /** As {@link RankedScores#auroc}. */
  public double auroc() {
    return walk().auroc();
  }

  /** As {@link RankedScores#auprc}. */
  public double auprc() {
    return walk().averagePrecision();
  }

  private ThresholdWalk walk() {
    ThresholdWalk walk = new ThresholdWalk(anomalous, rows - anomalous);
    counts.descendingMap().values().forEach(one -> walk.step(one.anomalous, one.usual));
    return walk;
  }

  /**
   * By so much {@link #auroc} may be off because scores lost bits: half of the pairs that became
   * ties. 0 where none did; NaN where there are no rows of one kind.
   */
  public double aurocError() {
    double ties = 0.0;
    for (Rows one : counts.values()) {
      ties += droppedBits == 0 ? 0.0 : (double) one.anomalous * one.usual;
    }
    return ties / 2 / ((double) anomalous * (rows - anomalous));
  }

  /** Equal rows give equal bytes. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeByte(droppedBits);
    VarInts.write(out, counts.size());
    long before = 0;
    for (Map.Entry<Long, Rows> one : counts.entrySet()) {
      VarInts.write(out, one.getKey() - before);
      before = one.getKey();
      VarInts.write(out, one.getValue().anomalous);
      VarInts.write(out, one.getValue().usual);
    }
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version
   */
  public static LabelledScores readFrom(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("labelled scores in version %d, not %d".formatted(version, VERSION));
    }
    LabelledScores read = new LabelledScores();
    read.droppedBits = in.readByte();
    int size = VarInts.readCount(in, MOST_SCORES, "scores");
    long key = 0;
    for (int i = 0; i < size; i++) {
      key += VarInts.read(in);
      read.count(key, new Rows(VarInts.read(in), VarInts.read(in)));
    }
    return read;
  }
}
