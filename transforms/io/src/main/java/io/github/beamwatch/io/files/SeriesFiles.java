package io.github.beamwatch.io.files;

import io.github.beamwatch.beam.SeriesSink;
import io.github.beamwatch.beam.json.JsonLineWriter;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.io.table.RecordWriter;
import io.github.beamwatch.io.table.TableFormat;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/**
 * Writes metric points and verdicts into files that {@link FinishFiles} names in the end: each
 * bundle writes its own, and none of them crosses a shuffle.
 */
public final class SeriesFiles implements SeriesSink {
  private static final long serialVersionUID = 1L;

  /** The kinds of results, as their files are named. */
  public static final String METRICS = "metrics";

  public static final String SCORES = "scores";

  /**
   * Where files of one kind go.
   *
   * @param path the folder
   * @param table their format; null for JSON lines
   */
  public record Folder(String path, @Nullable TableFormat table) implements Serializable {

    /** JSON lines. */
    public static Folder ofLines(String path) {
      return new Folder(path, null);
    }

    private String kind(String stem) {
      return stem + (table == null ? FileName.JSON_LINES : table.extension());
    }
  }

  private final List<String> labels;
  private final List<String> measures;
  private final MetricCatalog catalog;
  private final MetricRow metricRow;
  private final ScoreRow scoreRow;
  private final List<Folder> metricFolders;
  private final List<Folder> scoreFolders;

  /**
   * Writes what a spec measures.
   *
   * @param metricFolders where metric points go; none where nobody wants them
   * @param scoreFolders where verdicts go
   */
  public SeriesFiles(MeasureSpec spec, List<Folder> metricFolders, List<Folder> scoreFolders) {
    this.labels = spec.groupBy();
    this.measures = List.copyOf(spec.measures().keySet());
    this.catalog = MetricCatalog.of(spec);
    this.metricRow = new MetricRow(spec);
    this.scoreRow = new ScoreRow(spec.groupBy());
    this.metricFolders = List.copyOf(metricFolders);
    this.scoreFolders = List.copyOf(scoreFolders);
  }

  @Override
  public Writer open() {
    return new BundleWriter();
  }

  private RecordWriter<MetricPoint> points(Folder folder, OutputStream out) throws IOException {
    if (folder.table != null) {
      return folder.table.open(out, metricRow);
    }
    JsonLineWriter lines = lines(out);
    return LineRecords.of(lines::write, lines);
  }

  private RecordWriter<Verdict> verdicts(Folder folder, OutputStream out) throws IOException {
    if (folder.table != null) {
      return folder.table.open(out, scoreRow);
    }
    JsonLineWriter lines = lines(out);
    return LineRecords.of(lines::write, lines);
  }

  private JsonLineWriter lines(OutputStream out) throws IOException {
    return new JsonLineWriter(out, labels, measures, catalog);
  }

  private final class BundleWriter implements Writer {
    private final List<BundleFile<MetricPoint>> metrics =
        metricFolders.stream()
            .map(folder -> new BundleFile<MetricPoint>(folder, METRICS, out -> points(folder, out)))
            .toList();
    private final List<BundleFile<Verdict>> scores =
        scoreFolders.stream()
            .map(folder -> new BundleFile<Verdict>(folder, SCORES, out -> verdicts(folder, out)))
            .toList();

    @Override
    public void write(MetricPoint point) throws IOException {
      for (BundleFile<MetricPoint> file : metrics) {
        file.write(point);
      }
    }

    @Override
    public void write(Verdict verdict) throws IOException {
      for (BundleFile<Verdict> file : scores) {
        file.write(verdict);
      }
    }

    @Override
    public List<KV<String, String>> close() throws IOException {
      List<KV<String, String>> written = new ArrayList<>();
      for (BundleFile<MetricPoint> file : metrics) {
        file.close(written);
      }
      for (BundleFile<Verdict> file : scores) {
        file.close(written);
      }
      return written;
    }
  }

  /** Lines that a writer of its own makes. */
  private record LineRecords<T>(Line<T> line, Closeable writer) implements RecordWriter<T> {

    interface Line<T> {
      void write(T record) throws IOException;
    }

    static <T> LineRecords<T> of(Line<T> line, Closeable writer) {
      return new LineRecords<>(line, writer);
    }

    @Override
    public void write(T record) throws IOException {
      line.write(record);
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }

  private interface Opening<T> {
    RecordWriter<T> open(OutputStream out) throws IOException;
  }

  /** One file; there is none before its first record. */
  private static final class BundleFile<T> {
    private final String target;
    private final ResourceId file;
    private final Opening<T> opening;
    private @Nullable RecordWriter<T> writer;

    BundleFile(Folder folder, String stem, Opening<T> opening) {
      ResourceId parent = FileSystems.matchNewResource(folder.path, true);
      String kind = folder.kind(stem);
      this.target = parent.resolve(kind, StandardResolveOptions.RESOLVE_FILE).toString();
      this.file = UnfinishedFile.in(parent, kind);
      this.opening = opening;
    }

    void write(T record) throws IOException {
      if (writer == null) {
        writer = opening.open(UnfinishedFile.create(file));
      }
      writer.write(record);
    }

    void close(List<KV<String, String>> written) throws IOException {
      if (writer != null) {
        writer.close();
        written.add(KV.of(target, file.toString()));
      }
    }
  }
}
