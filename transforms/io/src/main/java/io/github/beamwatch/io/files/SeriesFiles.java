package io.github.beamwatch.io.files;

import io.github.beamwatch.beam.SeriesSink;
import io.github.beamwatch.beam.json.JsonLineWriter;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.MeasureSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/**
 * Writes metric points and verdicts as JSON lines into files that {@link FinishFiles} names in the
 * end: each bundle writes its own, and no line crosses a shuffle.
 */
public final class SeriesFiles implements SeriesSink {
  private static final long serialVersionUID = 1L;

  /** The kinds of results, as their files are named. */
  public static final String METRICS = "metrics";

  public static final String SCORES = "scores";

  private final List<String> labels;
  private final List<String> measures;
  private final MetricCatalog catalog;
  private final List<String> metricFolders;
  private final List<String> scoreFolders;

  /**
   * Writes what a spec measures.
   *
   * @param metricFolders where metric points go; none where nobody wants them
   * @param scoreFolders where verdicts go
   */
  public SeriesFiles(MeasureSpec spec, List<String> metricFolders, List<String> scoreFolders) {
    this.labels = spec.groupBy();
    this.measures = List.copyOf(spec.measures().keySet());
    this.catalog = MetricCatalog.of(spec);
    this.metricFolders = List.copyOf(metricFolders);
    this.scoreFolders = List.copyOf(scoreFolders);
  }

  @Override
  public Writer open() {
    return new BundleWriter();
  }

  private final class BundleWriter implements Writer {
    private final List<Lines> metrics =
        metricFolders.stream().map(f -> new Lines(f, METRICS)).toList();
    private final List<Lines> scores =
        scoreFolders.stream().map(f -> new Lines(f, SCORES)).toList();

    @Override
    public void write(MetricPoint point) throws IOException {
      for (Lines lines : metrics) {
        lines.writer().write(point);
      }
    }

    @Override
    public void write(Verdict verdict) throws IOException {
      for (Lines lines : scores) {
        lines.writer().write(verdict);
      }
    }

    @Override
    public List<KV<String, String>> close() throws IOException {
      List<KV<String, String>> written = new ArrayList<>();
      for (Lines lines : metrics) {
        lines.close(written);
      }
      for (Lines lines : scores) {
        lines.close(written);
      }
      return written;
    }
  }

  /** One file; there is none before its first line. */
  private final class Lines {
    private final ResourceId folder;
    private final String kind;
    private final ResourceId file;
    private @Nullable JsonLineWriter writer;

    Lines(String folder, String kind) {
      this.folder = FileSystems.matchNewResource(folder, true);
      this.kind = kind;
      this.file = UnfinishedFile.in(this.folder, kind);
    }

    JsonLineWriter writer() throws IOException {
      if (writer == null) {
        writer = new JsonLineWriter(UnfinishedFile.create(file), labels, measures, catalog);
      }
      return writer;
    }

    void close(List<KV<String, String>> written) throws IOException {
      if (writer != null) {
        writer.close();
        String target = folder.resolve(kind, StandardResolveOptions.RESOLVE_FILE).toString();
        written.add(KV.of(target, file.toString()));
      }
    }
  }
}
