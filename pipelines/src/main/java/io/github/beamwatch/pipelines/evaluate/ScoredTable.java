package io.github.beamwatch.pipelines.evaluate;

import io.github.beamwatch.core.evaluation.LabelledSeries;
import io.github.beamwatch.core.event.EventTimeReader;
import io.github.beamwatch.core.scoring.ColumnChoice;
import io.github.beamwatch.io.files.CsvTable;
import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scores of one file beside its labels.
 *
 * @param series what alerts are counted on
 * @param scores one for each row
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record ScoredTable(LabelledSeries series, double[] scores) {
  private static final String SCORE = "anomaly_score";
  private static final String ALARM = "outlier";
  private static final String INDEX = "index";

  /**
   * Reads a file of scores and the data they are about.
   *
   * @param threshold scores at and above it are alarms; null: rows whose verdict is ANOMALY
   * @param warmup share of the rows, at the beginning, that is not evaluated
   */
  static ScoredTable read(
      String predictions,
      String data,
      String label,
      char delimiter,
      @Nullable Double threshold,
      double warmup) {
    try {
      boolean[] labels = labels(data, label, delimiter);
      Columns columns = new Columns(labels.length);
      CsvTable.read(
          predictions,
          new ColumnChoice(
              timeName(predictions),
              threshold == null ? List.of(SCORE, ALARM) : List.of(SCORE),
              List.of(),
              ','),
          (row, kind) -> columns.add(predictions, row.index(), row.time(), row.values()));
      if (columns.rows != labels.length) {
        throw new UserException(
            "%s has %d rows, and %s has %d scores; they must be of the same rows"
                .formatted(data, labels.length, predictions, columns.rows));
      }
      LabelledSeries series =
          new LabelledSeries(
              columns.alarms(threshold), labels, columns.times(), (int) (warmup * labels.length));
      return new ScoredTable(series, columns.scores);
    } catch (IllegalArgumentException e) {
      throw new UserException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UserException("%s cannot be read: %s".formatted(predictions, e.getMessage()));
    }
  }

  private static @Nullable String timeName(String predictions) throws IOException {
    String first = CsvTable.names(predictions, ',').get(0);
    return first.equals(INDEX) || first.equals(SCORE) ? null : first;
  }

  private static boolean[] labels(String data, String label, char delimiter) throws IOException {
    Flags labels = new Flags();
    CsvTable.read(
        data,
        new ColumnChoice(null, List.of(label), List.of(), delimiter),
        (row, kind) -> {
          double value = row.values().length == 0 ? Double.NaN : row.values()[0];
          switch (kind) {
            case NORMAL -> labels.add(value > 0.5);
            // Where nobody said anything, nothing was wrong.
            case NO_DATA -> labels.add(false);
            default ->
                throw new UserException(
                    "%s row %d: column '%s' holds no number; 0 or 1 is expected"
                        .formatted(data, row.index() + 1, label));
          }
        });
    return labels.all();
  }

  /** The columns of the predictions, as long as the data has rows. */
  private static final class Columns {
    private final double[] scores;
    private final double[] outliers;
    private final long[] times;
    private int rows;
    private boolean timed = true;

    Columns(int expected) {
      scores = new double[expected];
      outliers = new double[expected];
      times = new long[expected];
    }

    void add(String file, long index, long time, double[] values) {
      if (values.length == 0 || Double.isNaN(values[0])) {
        throw new UserException(
            "%s row %d: column '%s' holds no number".formatted(file, index + 1, SCORE));
      }
      if (rows < scores.length) {
        scores[rows] = values[0];
        outliers[rows] = values.length > 1 ? values[1] : 0.0;
        times[rows] = time;
        timed &= time != EventTimeReader.UNREADABLE;
      }
      rows++;
    }

    boolean[] alarms(@Nullable Double threshold) {
      boolean[] alarms = new boolean[rows];
      for (int i = 0; i < rows; i++) {
        alarms[i] = threshold == null ? outliers[i] > 0.5 : scores[i] >= threshold;
      }
      return alarms;
    }

    long[] times() {
      return timed ? times : new long[0];
    }
  }

  private static final class Flags {
    private boolean[] flags = new boolean[1024];
    private int count;

    void add(boolean flag) {
      if (count == flags.length) {
        flags = Arrays.copyOf(flags, 2 * count);
      }
      flags[count++] = flag;
    }

    boolean[] all() {
      return Arrays.copyOf(flags, count);
    }
  }
}
