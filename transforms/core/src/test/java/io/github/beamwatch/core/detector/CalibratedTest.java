package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.detector.Detector.Memory;
import io.github.beamwatch.core.detector.Judgement.Kind;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratedTest {

  private static final Detector EWMA = EwmaZ.KIND.with(Map.of());

  @ParameterizedTest
  @EnumSource(names = {"WHITE", "HEAVY", "DAILY", "WEEKLY"})
  void oneThresholdSuitsSeriesOfEveryKind(SignalKind signal) {
    assertThat(FalseAlerts.perWeek(Calibrated.of(EWMA), signal)).isLessThan(5.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.0, 1e-6, 1e9})
  void theUnitOfTheScoreDoesNotMatter(double unit) {
    Detector limit = Threshold.KIND.with(Map.of("above", 0.0));
    Memory memory = Calibrated.of(limit).begin(1);
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      memory.learn(Sample.of(i, unit * Math.abs(random.nextGaussian())));
    }

    assertThat(memory.score(Sample.of(20_000, 1.0 * unit)).score()).isZero();
    assertThat(memory.score(Sample.of(20_000, 12.0 * unit)).score()).isGreaterThan(0.5);
  }

  @Test
  void gradesAreTenthsOfPowersOfTen() {
    ScoreTail tail = new ScoreTail(10.0);
    Random random = new Random(4);
    for (int i = 0; i < 200_000; i++) {
      tail.add(-Math.log(random.nextDouble()));
    }

    // Of an exponential variable, −log10 of the tail beyond x is 0.434 x.
    assertThat(tail.surprise(7.0)).isBetween(2.4, 4.0);
    assertThat(tail.surprise(14.0)).isBetween(4.0, 8.0);
  }

  @Test
  void afterAConstantAnyDepartureIsAnAnomaly() {
    SeriesDetector.State state = SeriesDetector.of(Calibrated.of(EWMA)).begin(1);
    for (int i = 0; i < 500; i++) {
      assertThat(state.judge(Sample.of(i, 7.0)).kind()).isNotEqualTo(Kind.ANOMALY);
    }

    assertThat(state.judge(Sample.of(500, 7.1)).kind()).isEqualTo(Kind.ANOMALY);
  }
}
