package io.github.beamwatch.io.files;

import io.github.beamwatch.core.scoring.ScorePlan;
import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PDone;
import org.jspecify.annotations.Nullable;

/**
 * Scores CSV files, each a data set of its own: for every row of an input file there is one row in
 * its output file, in the same order. What a row of output holds is told by {@link
 * io.github.beamwatch.core.scoring.TableScorer}.
 *
 * <p>Bounded. A series is judged in its order, so a file is the unit of parallelism; it is read as
 * a stream and never held in memory. An output file appears whole or not at all, and a retry
 * replaces it. A file that cannot be read to its end fails the job.
 *
 * <pre>{@code
 * pipeline.apply(
 *     ScoreFiles.of(List.of(new ScoredFile("in/a.csv", "out/a.csv")), plan));
 * }</pre>
 */
public final class ScoreFiles extends PTransform<PBegin, PDone> {

  /** A row that is longer is an {@code ERROR}. */
  public static final int MAX_ROW_BYTES = 1 << 20;

  private final List<ScoredFile> files;
  private final ScorePlan plan;
  private final @Nullable String training;

  private ScoreFiles(List<ScoredFile> files, ScorePlan plan, @Nullable String training) {
    this.files = List.copyOf(files);
    this.plan = plan;
    this.training = training;
  }

  /** Scores these files. */
  public static ScoreFiles of(List<ScoredFile> files, ScorePlan plan) {
    return new ScoreFiles(files, plan, null);
  }

  /** Lets the rows of another file teach before each file; they must come before it in time. */
  public ScoreFiles withTraining(String path) {
    return new ScoreFiles(files, plan, path);
  }

  @Override
  public PDone expand(PBegin begin) {
    begin
        .apply("ListFiles", Create.of(files).withCoder(ScoredFile.CODER))
        .apply("SpreadFiles", Reshuffle.viaRandomKey())
        .apply("ScoreFile", ParDo.of(new ScoreFileFn(plan, training)));
    return PDone.in(begin.getPipeline());
  }
}
