package io.github.beamwatch.core.scoring;

import io.github.beamwatch.core.detect.Verdict.Kind;
import java.nio.charset.StandardCharsets;

/**
 * Scores one table: a row of output for every row of input, in the same order.
 *
 * <p>Output: the row's time as it stands in the input, or its index from 0; {@code anomaly_score},
 * 0.0 where there is none; {@code verdict}; {@code expected}, empty where there is none; {@code
 * outlier}, 1 for an anomaly and 0 otherwise. Rows that only teach are {@code WARMUP}.
 */
public final class TableScorer {
  private final TableRows rows;
  private final RowJudge judge;
  private final long trainRows;
  private final long[] counts = new long[Kind.values().length];

  /**
   * For one file.
   *
   * @param rows takes its rows apart
   * @param judge judges them
   * @param trainRows so many rows at the beginning teach and are not judged
   */
  public TableScorer(TableRows rows, RowJudge judge, long trainRows) {
    this.rows = rows;
    this.judge = judge;
    this.trainRows = trainRows;
  }

  /** Writes the header of the output. */
  public static void header(TableColumns columns, CsvOutput out) {
    byte[] name = columns.timeName().getBytes(StandardCharsets.UTF_8);
    out.field(name, 0, name.length).text(",anomaly_score,verdict,expected,outlier\n");
  }

  /** Judges the row in {@code buffer[from, to)}. */
  public void score(byte[] buffer, int from, int to, CsvOutput out) {
    write(verdict(rows.read(buffer, from, to)), out);
  }

  /** A row that is too large to be read. */
  public void tooLarge(CsvOutput out) {
    rows.skip();
    write(RowVerdict.without(Kind.ERROR), out);
  }

  /** How many rows got this verdict so far. */
  public long count(Kind kind) {
    return counts[kind.ordinal()];
  }

  private RowVerdict verdict(Kind readable) {
    if (readable == Kind.ERROR) {
      return RowVerdict.without(Kind.ERROR);
    }
    if (rows.index() >= trainRows) {
      return judge.judge(rows.time(), rows.values());
    }
    if (readable == Kind.NORMAL) {
      judge.teach(rows.time(), rows.values());
    }
    return RowVerdict.without(Kind.WARMUP);
  }

  private void write(RowVerdict verdict, CsvOutput out) {
    counts[verdict.kind().ordinal()]++;
    rows.writeName(out);
    out.text(",")
        .number(Double.isNaN(verdict.score()) ? 0.0 : verdict.score())
        .text(",")
        .text(verdict.kind().name())
        .text(",")
        .number(verdict.expected())
        .text(verdict.kind() == Kind.ANOMALY ? ",1\n" : ",0\n");
  }
}
