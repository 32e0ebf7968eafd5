package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.detector.Detector.Memory;
import io.github.beamwatch.core.detector.DetectorKind.Channels;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered detector promises. */
class DetectorContractTest {

  private static final int LONG = 100_000;

  static Stream<DetectorKind> kinds() {
    return Detectors.all().stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aMemoryThroughBytesGivesTheSameBits(DetectorKind kind) throws IOException {
    Detector detector = TestDetectors.usual(kind);
    for (SignalKind signal : SignalKind.values()) {
      Memory kept = detector.begin(channels(kind));
      Memory moved = detector.begin(channels(kind));
      double[] values = signal.values(new Random(7), 1_500);
      for (int i = 0; i < values.length; i++) {
        if (i % 13 == 0) {
          moved = detector.readFrom(Bytes.in(Bytes.of(moved::writeTo)));
        }
        Sample sample = sample(kind, i, values[i]);
        assertThat(moved.score(sample)).isEqualTo(kept.score(sample));
        if (i % 17 == 0) {
          kept.skip(sample);
          moved.skip(sample);
        } else {
          kept.learn(sample);
          moved.learn(sample);
        }
      }
      if (!TestDetectors.COSTLY.contains(kind.name())) {
        assertThat(Bytes.of(moved::writeTo)).isEqualTo(Bytes.of(kept::writeTo));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void scoringChangesNothing(DetectorKind kind) throws IOException {
    Memory memory = TestDetectors.usual(kind).begin(channels(kind));
    for (int i = 0; i < 200; i++) {
      memory.learn(sample(kind, i, i % 10));
    }
    byte[] before = Bytes.of(memory::writeTo);
    Score once = memory.score(sample(kind, 200, 1e6));

    assertThat(memory.score(sample(kind, 200, 1e6))).isEqualTo(once);
    assertThat(Bytes.of(memory::writeTo)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aConstantHistoryIsUsualToItself(DetectorKind kind) {
    for (double constant : new double[] {0.0, 0.1, -3.7, 1e12, Sample.MAX_MAGNITUDE}) {
      Detector detector = TestDetectors.of(kind, Map.of("above", Sample.MAX_MAGNITUDE));
      Memory memory = detector.begin(channels(kind));
      for (int i = 0; i < 3_000; i++) {
        Sample sample = sample(kind, i, constant);
        Score score = memory.score(sample);
        assertThat(score.isWarmup() || score.score() < detector.threshold())
            .as("%s: %s", constant, score)
            .isTrue();
        memory.learn(sample);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void scoresAreFiniteWhateverTheValues(DetectorKind kind) {
    double[] odd = {0, 1e-320, -1e-320, 1e100, -1e100, 1, -1, 1e-100, 12345.678, -0.0, 1e12};
    Detector detector = TestDetectors.usual(kind);
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Memory memory = detector.begin(channels(kind));
      for (int i = 0; i < 1_000; i++) {
        Sample sample = sample(kind, i, odd[random.nextInt(1 + i * odd.length / 1_000)]);
        Score score = memory.score(sample);
        if (!score.isWarmup()) {
          assertThat(score.score()).isBetween(0.0, Double.MAX_VALUE);
          if (kind.channels() == Channels.ONE) {
            assertThat(score.expected()).as("expected").isFinite();
          }
          assertThat(Double.isNaN(score.lower())).isEqualTo(Double.isNaN(score.upper()));
          assertThat(score.lower() > score.upper()).isFalse();
        }
        memory.learn(sample);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theBandHoldsTheValuesBelowTheThreshold(DetectorKind kind) {
    Detector detector = TestDetectors.usual(kind);
    Memory memory = detector.begin(channels(kind));
    double[] values = SignalKind.WHITE.values(new Random(3), 2 * SignalKind.WEEK);
    for (int i = 0; i < values.length; i++) {
      memory.learn(sample(kind, i, values[i]));
    }
    for (double value = 0.0; value < 200.0; value += 0.37) {
      Score score = memory.score(sample(kind, values.length, value));
      assertThat(score.isWarmup()).isFalse();
      if (!Double.isNaN(score.lower())) {
        boolean within = value > score.lower() && value < score.upper();
        assertThat(score.score() < detector.threshold())
            .as("%s: %s", value, score)
            .isEqualTo(within);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theMemoryDoesNotGrow(DetectorKind kind) throws IOException {
    Memory memory = TestDetectors.usual(kind).begin(channels(kind));
    double[] values = SignalKind.WEEKLY.values(new Random(5), LONG);
    int early = 0;
    for (int i = 0; i < LONG; i++) {
      memory.learn(sample(kind, i, values[i]));
      if (i == LONG / 10) {
        early = Bytes.of(memory::writeTo).length;
      }
    }
    int late = Bytes.of(memory::writeTo).length;

    assertThat(late).isLessThanOrEqualTo(early + early / 50);
    assertThat(late).isLessThan(TestDetectors.MAX_BYTES.getOrDefault(kind.name(), 4_096));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theThresholdIsAParameter(DetectorKind kind) {
    double threshold = TestDetectors.usual(kind).threshold();
    Parameter declared =
        kind.parameters().stream().filter(p -> p.name().equals("threshold")).findFirst().get();

    assertThat(threshold).isEqualTo(declared.byDefault());
    double other = (declared.min() + threshold) / 2.0;
    assertThat(TestDetectors.of(kind, Map.of("threshold", other)).threshold()).isEqualTo(other);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void foreignBytesAreRefused(DetectorKind kind) {
    assertThatThrownBy(() -> TestDetectors.usual(kind).readFrom(Bytes.in(new byte[] {99, 0, 0, 0})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(kind.name());
  }

  private static int channels(DetectorKind kind) {
    return kind.channels() == Channels.SEVERAL ? 2 : 1;
  }

  private static Sample sample(DetectorKind kind, int minute, double value) {
    long time = 60_000L * minute;
    return channels(kind) == 1
        ? Sample.of(time, value)
        : new Sample(time, new double[] {value, -value / 2.0});
  }
}
