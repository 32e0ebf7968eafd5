package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.detector.Detector.Memory;
import io.github.beamwatch.core.spec.Combine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EnsembleTest {

  private static final List<Detector> LIMITS = List.of(above(10), above(20), above(30));

  @ParameterizedTest
  @CsvSource({
    "ANY, 10, false", "ANY, 11, true",
    "MAJORITY, 20, false", "MAJORITY, 21, true",
    "ALL, 30, false", "ALL, 31, true"
  })
  void membersVoteByTheirThresholds(Combine combine, double value, boolean anomaly) {
    Ensemble ensemble = Ensemble.of(combine, LIMITS);
    Score score = ensemble.begin(1).score(Sample.of(0, value));

    assertThat(score.score() >= ensemble.threshold()).isEqualTo(anomaly);
  }

  @Test
  void theMemberThatDecidesGivesExpectedAndBand() {
    Score score = Ensemble.of(Combine.MAJORITY, LIMITS).begin(1).score(Sample.of(0, 100.0));

    assertThat(score.expected()).isEqualTo(20.0);
    assertThat(score.upper()).isEqualTo(20.0);
  }

  @Test
  void theSlowestMemberDecidesTheWarmUp() {
    Detector slow = EwmaZ.KIND.with(Map.of("warmup", 50.0));
    Memory memory = Ensemble.of(Combine.ANY, List.of(above(10), slow)).begin(1);
    for (int i = 0; i < 50; i++) {
      assertThat(memory.score(Sample.of(i, i % 5)).isWarmup()).isTrue();
      memory.learn(Sample.of(i, i % 5));
    }

    assertThat(memory.score(Sample.of(50, 11.0)).score()).isGreaterThan(1.0);
  }

  @ParameterizedTest
  @EnumSource(Combine.class)
  void oneSpikeIsFoundAndTheMemoryGoesThroughBytes(Combine combine) throws IOException {
    Detector ensemble =
        Ensemble.of(
            combine,
            List.of(
                EwmaZ.KIND.with(Map.of()),
                RobustZ.KIND.with(Map.of("window", 100.0)),
                Iqr.KIND.with(Map.of("window", 100.0))));
    SeriesDetector detector = SeriesDetector.of(ensemble);
    SeriesDetector.State state = detector.begin(1);
    double[] values = SignalKind.WHITE.values(new Random(11), 3_000);
    values[2_500] = 200.0;
    for (int i = 0; i < values.length; i++) {
      state = detector.readFrom(Bytes.in(Bytes.of(state::writeTo)));
      Judgement judgement = state.judge(Sample.of(60_000L * i, values[i]));
      if (i > 1_000) {
        assertThat(judgement.kind() == Judgement.Kind.ANOMALY).as("%s", i).isEqualTo(i == 2_500);
      }
    }
  }

  @Test
  void anEnsembleOfNothingIsRefused() {
    assertThatThrownBy(() -> Ensemble.of(Combine.ANY, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs one");
  }

  private static Detector above(double limit) {
    return Threshold.KIND.with(Map.of("above", limit));
  }
}
