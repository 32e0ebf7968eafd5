package io.github.beamwatch.beam.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes many lines to one stream, each the same as {@link JsonLines} makes it, without a text, a
 * buffer and a formatter for each. Not thread-safe.
 */
public final class JsonLineWriter implements Closeable {

  private static final JsonFactory JSON = new JsonFactory().setRootValueSeparator("\n");

  private final List<String> labels;
  private final int[] labelOrder;
  private final List<String> measures;
  private final MetricCatalog catalog;
  private final OutputStream out;
  private final JsonGenerator json;
  private final Map<String, SerializableString> words = new HashMap<>();
  private final JsonLines.Texts texts =
      new JsonLines.Texts(
          word -> words.computeIfAbsent(word, SerializedString::new),
          new RecentTexts<SerializableString>(
                  millis -> new SerializedString(JsonLines.time(millis)))
              ::of,
          new RecentTexts<>(bits -> Double.toString(Double.longBitsToDouble(bits)))::of);

  /** The series of the last line, and its labels as JSON: lines of a series follow each other. */
  private @Nullable SeriesKey lastSeries;

  private SerializableString lastLabels = new SerializedString("");

  /**
   * Writes to a stream, which is closed with the writer.
   *
   * @param labels the spec's {@code groupBy}
   * @param measures the names of the spec's measures
   */
  public JsonLineWriter(
      OutputStream out, List<String> labels, List<String> measures, MetricCatalog catalog)
      throws IOException {
    this.labels = labels;
    this.labelOrder =
        IntStream.range(0, labels.size())
            .boxed()
            .sorted(Comparator.comparing(labels::get))
            .mapToInt(Integer::intValue)
            .toArray();
    this.measures = measures;
    this.catalog = catalog;
    this.out = out;
    this.json = JSON.createGenerator(out);
  }

  /** Writes one line. */
  public void write(MetricPoint point) throws IOException {
    json.writeStartObject();
    labels(point.series());
    JsonLines.write(json, point, measures, catalog, texts);
    json.writeEndObject();
  }

  /** Writes one line. */
  public void write(Verdict verdict) throws IOException {
    json.writeStartObject();
    labels(verdict.series());
    JsonLines.write(json, verdict, texts);
    json.writeEndObject();
  }

  private void labels(SeriesKey series) throws IOException {
    if (!series.equals(lastSeries)) {
      StringWriter text = new StringWriter(64);
      try (JsonGenerator labelsOnly = JSON.createGenerator(text)) {
        labelsOnly.writeStartObject();
        for (int label : labelOrder) {
          labelsOnly.writeStringField(labels.get(label), series.shown(label));
        }
        labelsOnly.writeEndObject();
      }
      lastLabels = new SerializedString(text.toString());
      lastSeries = series;
    }
    json.writeFieldName(texts.words().apply("labels"));
    json.writeRawValue(lastLabels);
  }

  /** Ends the last line and closes the stream. */
  @Override
  public void close() throws IOException {
    json.flush();
    out.write('\n');
    json.close();
  }
}
