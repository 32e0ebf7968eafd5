package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.detect.Verdict.Transition;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.spec.PipelineSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life of one series, minute by minute. Its state passes through bytes after every window. */
final class SeriesStory {
  static final SeriesKey SERIES = SeriesKey.of("US");
  static final long MINUTE = 60_000;

  private final SeriesEvaluator evaluator;
  private final MetricCatalog catalog;
  private SeriesState state = new SeriesState();
  private int minute;
  private List<Verdict> last = List.of();
  private final List<Verdict> all = new ArrayList<>();

  SeriesStory(PipelineSpec spec) {
    this(spec, SeriesEvaluator.of(spec));
  }

  SeriesStory(PipelineSpec spec, SeriesEvaluator evaluator) {
    this.evaluator = evaluator;
    this.catalog = MetricCatalog.of(spec.measure());
  }

  SeriesStory(PipelineSpec spec, SeriesStory before) {
    this(spec);
    this.state = before.state;
    this.minute = before.minute;
  }

  /** A minute with this many events. */
  SeriesStory n(double count) {
    return window(count, 0, 0, Double.NaN);
  }

  /** The same minute many times. */
  SeriesStory n(double count, int times) {
    for (int i = 0; i < times; i++) {
      n(count);
    }
    return this;
  }

  SeriesStory hits(long hits, long n) {
    return window(n, hits, 0, Double.NaN);
  }

  SeriesStory hits(long hits, long n, int times) {
    for (int i = 0; i < times; i++) {
      hits(hits, n);
    }
    return this;
  }

  SeriesStory window(double n, long hits, double amount, double variance) {
    List<MeasureValue> measures =
        List.of(
            MeasureValue.of(n, (long) n),
            MeasureValue.of(hits, hits),
            new MeasureValue(amount, (long) n, variance));
    long start = minute * MINUTE;
    return point(
        new MetricPoint(
            SERIES, start, start + MINUTE, (long) n, measures, catalog.evaluate(measures)));
  }

  SeriesStory point(MetricPoint point) {
    List<Verdict> verdicts = new ArrayList<>();
    evaluator.evaluate(state, point, verdicts::add);
    state = read(write(state));
    last = verdicts;
    all.addAll(verdicts);
    minute++;
    return this;
  }

  /** Minutes without any event: no window at all. */
  SeriesStory silence(int minutes) {
    minute += minutes;
    return this;
  }

  SeriesStory at(int newMinute) {
    minute = newMinute;
    return this;
  }

  Verdict verdict() {
    return last.get(0);
  }

  Verdict verdict(String rule) {
    return last.stream().filter(v -> v.rule().equals(rule)).findFirst().orElseThrow();
  }

  Kind kind() {
    return verdict().kind();
  }

  @Nullable Transition transition() {
    return verdict().transition();
  }

  List<Verdict> verdicts() {
    return all;
  }

  byte[] bytes() {
    return write(state);
  }

  static byte[] write(SeriesState state) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      state.writeTo(new DataOutputStream(bytes));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SeriesState read(byte[] bytes) {
    try {
      return SeriesState.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
