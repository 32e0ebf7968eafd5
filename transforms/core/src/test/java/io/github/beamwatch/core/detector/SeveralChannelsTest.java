package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.detector.Channels.Process;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every detector of several channels must do, and what the recommended one promises. */
class SeveralChannelsTest {

  private static final Detector AUTO = new AutoMultivariate(100, 0.5);

  static Stream<Detector> detectors() {
    return Stream.of(AUTO, MewmaT2.KIND.with(Map.of()));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void memoryThroughBytesGivesTheSameScoresToTheLastBit(Detector detector) throws IOException {
    for (Process process : Process.values()) {
      double[][] rows = Channels.rows(process, 600, 3, 7);
      Detector.Memory kept = detector.begin(3);
      Detector.Memory restarted = detector.begin(3);
      for (int t = 0; t < rows.length; t++) {
        double[] row = t >= 400 && t < 450 ? new double[] {50.0, rows[t][1], 0.0} : rows[t];
        Sample sample = new Sample(60_000L * t, row);
        restarted = detector.readFrom(input(bytes(restarted)));
        assertThat(restarted.score(sample)).isEqualTo(kept.score(sample));
        kept.learn(sample);
        restarted.learn(sample);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void scoringChangesNothing(Detector detector) throws IOException {
    Detector.Memory memory = detector.begin(2);
    for (double[] row : Channels.rows(Process.WHITE, 300, 2, 1)) {
      memory.learn(new Sample(0, row));
    }
    byte[] before = bytes(memory);
    memory.score(new Sample(1, new double[] {100.0, -100.0}));
    assertThat(bytes(memory)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void sizeIsWhatTheDocumentationSays(Detector detector) throws IOException {
    for (int d : new int[] {1, 8, 20}) {
      int documented =
          detector == AUTO ? 81 + 72 * d + 8 * d * (d + 1) : 13 + 16 * d + 4 * d * (d + 1);
      assertThat(bytes(detector.begin(d))).hasSize(documented);
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void warmsUpFirst(Detector detector) {
    double[] scores = Channels.scores(detector, Channels.rows(Process.WHITE, 200, 4, 3));
    assertThat(scores[99]).isNaN();
    for (int t = 100; t < scores.length; t++) {
      assertThat(scores[t]).isNotNaN();
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void constantChannelsAreSilentUntilOneDeparts(Detector detector) {
    double[][] rows = new double[300][];
    Arrays.setAll(rows, t -> new double[] {5.0, 0.0, t == 299 ? 7.001 : 7.0});
    double[] scores = Channels.scores(detector, rows);
    for (int t = 100; t < 299; t++) {
      assertThat(scores[t]).isLessThan(detector.threshold());
    }
    assertThat(scores[299]).isGreaterThan(detector.threshold());
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void staysFiniteForTheGreatestNumbers(Detector detector) {
    double[][] rows = Channels.rows(Process.WHITE, 300, 3, 5);
    rows[50] = new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE};
    rows[200] = new double[] {-Double.MAX_VALUE, Double.MAX_VALUE, 0.0};
    double[] scores = Channels.scores(detector, rows);
    for (int t = 100; t < scores.length; t++) {
      assertThat(scores[t]).isFinite().isNotNegative();
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void findsWhatNoChannelShowsAlone(Detector detector) {
    double[][] rows = Channels.rows(Process.CORRELATED, 2000, 2, 11);
    for (int t = 1900; t < 2000; t++) {
      rows[t][0] += 0.8;
      rows[t][1] -= 0.8;
    }
    double[] scores = Channels.scores(detector, rows);
    assertThat(Channels.alerts(scores, detector.threshold())).isEqualTo(1);
    assertThat(scores[1999]).isGreaterThan(detector.threshold());
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void refusesOtherBytes(Detector detector) throws IOException {
    byte[] bytes = bytes(detector.begin(2));
    byte[] other = bytes.clone();
    other[0] = 9;
    assertThatThrownBy(() -> detector.readFrom(input(other)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has version 9, not 1");
    byte[] vast = bytes.clone();
    vast[1] = 127;
    assertThatThrownBy(() -> detector.readFrom(input(vast)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("channels; allowed is 1 to 10000");
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
    assertThatThrownBy(() -> detector.readFrom(input(cut))).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @EnumSource(Process.class)
  void autoRaisesAtMostOneFalseAlertAWeek(Process process) {
    int alerts = 0;
    int seeds = 6;
    for (int seed = 0; seed < seeds; seed++) {
      double[][] rows = Channels.rows(process, Channels.WEEK, 2 + 2 * (seed % 3), seed);
      alerts += Channels.alerts(Channels.scores(AUTO, rows), AUTO.threshold());
    }
    assertThat(alerts).isLessThanOrEqualTo(seeds / 2);
  }

  @Test
  void autoFindsTheOddRowAndNotTheOnesAfterIt() {
    int alerts = 0;
    for (long seed = 0; seed < 20; seed++) {
      double[][] rows = Channels.rows(Process.WHITE, 400, 2, seed);
      for (double[] row : rows) {
        row[0] = 25.0 + 0.5 * row[0];
        row[1] = 1013.0 + row[1];
      }
      rows[300] = new double[] {100.0, 950.0};
      double[] scores = Channels.scores(AUTO, rows);
      assertThat(scores[300]).isGreaterThanOrEqualTo(AUTO.threshold());
      for (int t = 301; t < 320; t++) {
        assertThat(scores[t]).as("seed %d row %d", seed, t).isLessThan(AUTO.threshold());
      }
      alerts += Channels.alerts(scores, AUTO.threshold());
    }
    assertThat(alerts).isLessThanOrEqualTo(21);
  }

  @Test
  void autoFindsASmallShiftOfOneChannelForAsLongAsItLasts() {
    for (long seed = 0; seed < 20; seed++) {
      double[][] rows = Channels.rows(Process.WHITE, 1200, 8, seed);
      for (int t = 600; t < 1000; t++) {
        rows[t][3] += 2.0;
      }
      double[] scores = Channels.scores(AUTO, rows);
      for (int t = 100; t < rows.length; t++) {
        boolean may = t >= 600 && t < 1045;
        boolean must = t >= 640 && t < 1000;
        boolean anomaly = scores[t] >= AUTO.threshold();
        assertThat(anomaly).as("seed %d row %d", seed, t).isEqualTo(must || (may && anomaly));
      }
    }
  }

  @Test
  void autoAcceptsANewLevelAfterItsPatience() {
    double[][] rows = Channels.rows(Process.WHITE, 6000, 4, 2);
    for (int t = 2000; t < rows.length; t++) {
      rows[t][1] += 10.0;
    }
    double[] scores = Channels.scores(AUTO, rows);
    assertThat(scores[3400]).isGreaterThan(AUTO.threshold());
    for (int t = 3460; t < rows.length; t++) {
      assertThat(scores[t]).as("row %d", t).isLessThan(AUTO.threshold());
    }
  }

  private static byte[] bytes(Detector.Memory memory) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    memory.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream input(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  /** A spike now and then is news each time: one does not hide the next. */
  @Test
  void equalSpikesAreEachAnAnomaly() {
    for (int gap : new int[] {100, 300, 500}) {
      Random random = new Random(gap);
      SeriesDetector.State state = SeriesDetector.of(AUTO).begin(2);
      for (int i = 0; i < 6_000; i++) {
        boolean spike = i >= 1_000 && i % gap == 0;
        double[] row = {random.nextGaussian() + (spike ? 30.0 : 0.0), random.nextGaussian()};
        Judgement judged = state.judge(new Sample(60_000L * i, row));
        if (spike) {
          assertThat(judged.kind()).as("row %d of %d", i, gap).isEqualTo(Judgement.Kind.ANOMALY);
        }
      }
    }
  }

  @Test
  void oneOddRowAmongConstantsIsOneAnomaly() {
    SeriesDetector.State state = SeriesDetector.of(AUTO).begin(2);
    int anomalies = 0;
    for (int i = 0; i < 3_000; i++) {
      double[] row = i == 400 ? new double[] {100.0, 950.0} : new double[] {25.0, 1013.0};
      anomalies +=
          state.judge(new Sample(60_000L * i, row)).kind() == Judgement.Kind.ANOMALY ? 1 : 0;
    }
    assertThat(anomalies).isEqualTo(1);
  }
}
