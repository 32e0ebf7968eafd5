package io.github.beamwatch.core.detect;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.detector.Detector;
import io.github.beamwatch.core.detector.Detector.Learning;
import io.github.beamwatch.core.detector.Judgement;
import io.github.beamwatch.core.detector.Sample;
import io.github.beamwatch.core.detector.Score;
import io.github.beamwatch.core.detector.SeriesDetector;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.AlertsSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.RuleSpec.Direction;
import io.github.beamwatch.core.spec.RuleSpec.Learn;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule whose values are scored by a detector of the library: one metric, or several as the
 * channels of one process.
 */
final class DetectorRule extends Rule {
  private static final long serialVersionUID = 1L;

  private final long detectorIdentity;
  private final String detectorName;
  private final List<MetricReader> readers;
  private final SeriesDetector detector;
  private final double threshold;
  private final Direction direction;

  /**
   * @param definition the metrics' definitions, so that a change of one is another detector
   * @param readers one for each channel
   */
  DetectorRule(RuleSpec spec, AlertsSpec alerts, String definition, List<MetricReader> readers) {
    super(spec, alerts);
    Detector configured = SpecDetectors.of(requireNonNull(spec.detector()));
    Duration ttl = spec.ttl() == null ? SeriesDetector.DEFAULT_TTL : spec.ttl();
    this.readers = List.copyOf(readers);
    this.detectorName = spec.detector().name();
    this.threshold = configured.threshold();
    this.direction = spec.direction();
    Learning learning = learning(spec.learn(), configured);
    this.detector = new SeriesDetector(configured, threshold, learning, ttl);
    this.detectorIdentity =
        Identity.of(
            String.join(
                "\n",
                "detector " + spec.detector(),
                definition,
                "learn " + learning,
                "ttl " + ttl));
  }

  private static Learning learning(@Nullable Learn learn, Detector detector) {
    if (learn == null) {
      return detector.learningOfIncidents();
    }
    return switch (learn) {
      case ALWAYS -> Learning.ALWAYS;
      case SKIP_ANOMALOUS -> Learning.SKIP_ANOMALOUS;
      case CLIP -> Learning.CLIP;
    };
  }

  /** What the detector's memory is found by in a series' state. */
  long detectorIdentity() {
    return detectorIdentity;
  }

  /** Judges one window, learns from it, and takes the alert a step further. */
  Verdict judge(RuleCell cell, DetectorCell memory, MetricPoint point, boolean adjacent) {
    double[] values = new double[readers.size()];
    long samples = Long.MAX_VALUE;
    for (int i = 0; i < values.length; i++) {
      Observation now = readers.get(i).read(point);
      values[i] = now.value();
      samples = Math.min(samples, now.samples());
    }
    boolean enough = samples >= guard.minSamples();
    Judgement judged =
        enough
            ? memory.of(detector, values.length).judge(new Sample(point.windowStart(), values))
            : null;
    Score score = judged == null ? Score.WARMUP : judged.score();
    double value = values.length == 1 ? values[0] : Double.NaN;
    Kind kind = judged == null ? Kind.NO_DATA : kind(judged, value);
    double deviation = deviationPercent(value, score.expected());
    return lifecycle.advance(
        cell.alert,
        new Verdict(
            point.series(),
            name,
            metric,
            detectorName,
            point.windowStart(),
            point.windowEnd(),
            kind,
            value,
            score.expected(),
            score.score(),
            threshold,
            score.lower(),
            score.upper(),
            deviation,
            samples,
            kind == Kind.ANOMALY ? severity.of(deviation) : null,
            false,
            null),
        adjacent);
  }

  private Kind kind(Judgement judged, double value) {
    return switch (judged.kind()) {
      case WARMUP -> Kind.WARMUP;
      case NO_DATA -> Kind.NO_DATA;
      case ERROR -> Kind.ERROR;
      case NORMAL -> Kind.NORMAL;
      case ANOMALY -> matters(value, judged.score().expected()) ? Kind.ANOMALY : Kind.NORMAL;
    };
  }

  /** Whether the value departs to the side that is asked about, and far enough. */
  private boolean matters(double value, double expected) {
    return switch (direction) {
          case UP -> !(value < expected);
          case DOWN -> !(value > expected);
          case BOTH -> true;
        }
        && guard.farEnough(value, expected);
  }
}
