package io.github.beamwatch.core.scoring;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.detector.Judgement;
import io.github.beamwatch.core.detector.Sample;
import io.github.beamwatch.core.detector.SeriesDetector;

/**
 * Judges rows as the samples of one series, in the order of their times: a row that is not after
 * the last one is {@code LATE}, and changes nothing.
 */
final class SeriesJudge implements RowJudge {
  private final SeriesDetector.State series;
  private long last = Long.MIN_VALUE;

  /** For a series of its own. */
  SeriesJudge(SeriesDetector detector, int channels) {
    series = detector.begin(channels);
  }

  @Override
  public void teach(long time, double[] values) {
    if (isNext(time)) {
      series.teach(new Sample(time, values));
    }
  }

  @Override
  public RowVerdict judge(long time, double[] values) {
    if (!isNext(time)) {
      return RowVerdict.without(Kind.LATE);
    }
    Judgement judgement = series.judge(new Sample(time, values));
    return new RowVerdict(
        switch (judgement.kind()) {
          case NORMAL -> Kind.NORMAL;
          case ANOMALY -> Kind.ANOMALY;
          case WARMUP -> Kind.WARMUP;
          case NO_DATA -> Kind.NO_DATA;
          case ERROR -> Kind.ERROR;
        },
        judgement.score().score(),
        judgement.score().expected());
  }

  private boolean isNext(long time) {
    if (time <= last) {
      return false;
    }
    last = time;
    return true;
  }
}
