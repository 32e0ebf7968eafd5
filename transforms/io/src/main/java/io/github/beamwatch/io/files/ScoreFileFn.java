package io.github.beamwatch.io.files;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.RunProgress;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.scoring.CsvOutput;
import io.github.beamwatch.core.scoring.RowJudge;
import io.github.beamwatch.core.scoring.ScorePlan;
import io.github.beamwatch.core.scoring.TableColumns;
import io.github.beamwatch.core.scoring.TableRows;
import io.github.beamwatch.core.scoring.TableScorer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.MimeTypes;
import org.jspecify.annotations.Nullable;

/** Scores one file from its first row to its last. */
final class ScoreFileFn extends DoFn<ScoredFile, Void> {

  private static final int OUTPUT_BYTES = 1 << 16;
  private static final int ROWS_PER_REPORT = 1 << 14;

  private final ScorePlan plan;
  private final @Nullable String training;

  ScoreFileFn(ScorePlan plan, @Nullable String training) {
    this.plan = plan;
    this.training = training;
  }

  @ProcessElement
  public void process(@Element ScoredFile file) throws IOException {
    ResourceId target = FileSystems.matchNewResource(file.output(), false);
    ResourceId unfinished =
        target
            .getCurrentDirectory()
            .resolve(".unfinished-" + UUID.randomUUID(), StandardResolveOptions.RESOLVE_FILE);
    TableScorer scorer;
    try (CsvTable table = CsvTable.open(file.input(), plan.columns());
        OutputStream out = create(unfinished, file.output())) {
      RowJudge judge = plan.judges().newJudge(table.columns().channels().size());
      long before = training == null ? 0 : teach(judge, training);
      if (training == null && plan.trainRows() == 0 && plan.judges().learnFromWhole()) {
        teach(judge, file.input());
      }
      scorer = new TableScorer(new TableRows(table.columns(), before), judge, plan.trainRows());
      score(table, scorer, out);
    } catch (IOException | RuntimeException e) {
      FileSystems.delete(List.of(unfinished), StandardMoveOptions.IGNORE_MISSING_FILES);
      throw new IOException(file.input() + " cannot be scored: " + e.getMessage(), e);
    }
    FileSystems.rename(List.of(unfinished), List.of(target));
    // Counted when the file is there: a retry must not count its rows twice.
    count(scorer);
  }

  /** Lets every row of a file teach; how many there were. */
  private long teach(RowJudge judge, String path) throws IOException {
    long[] rows = {0};
    CsvTable.read(
        path,
        plan.columns(),
        (row, kind) -> {
          rows[0]++;
          if (kind == Kind.NORMAL) {
            judge.teach(row.time(), row.values());
          }
        });
    return rows[0];
  }

  private static void score(CsvTable table, TableScorer scorer, OutputStream out)
      throws IOException {
    TableColumns columns = table.columns();
    RecordReader records = table.records();
    CsvOutput rows = new CsvOutput();
    TableScorer.header(columns, rows);
    int unreported = 0;
    while (records.next()) {
      if (records.tooLarge()) {
        scorer.tooLarge(rows);
      } else {
        scorer.score(records.buffer(), records.from(), records.to(), rows);
      }
      if (++unreported == ROWS_PER_REPORT) {
        RunProgress.addEvents(unreported);
        unreported = 0;
      }
      if (rows.length() >= OUTPUT_BYTES) {
        out.write(rows.bytes(), 0, rows.length());
        rows.clear();
      }
    }
    out.write(rows.bytes(), 0, rows.length());
    RunProgress.addEvents(unreported);
  }

  private static OutputStream create(ResourceId unfinished, String name) throws IOException {
    OutputStream out = Channels.newOutputStream(FileSystems.create(unfinished, MimeTypes.TEXT));
    return name.toLowerCase(Locale.ROOT).endsWith(".gz")
        ? new GZIPOutputStream(out, OUTPUT_BYTES)
        : out;
  }

  private static void count(TableScorer scorer) {
    Counters.counter(Counters.FILES_SCORED).inc();
    for (Kind kind : Kind.values()) {
      Counters.counter(Counters.rows(kind)).inc(scorer.count(kind));
    }
  }
}
