package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.detector.Detector.Learning;
import io.github.beamwatch.core.detector.Judgement.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesDetectorTest {

  private static final Detector EWMA = EwmaZ.KIND.with(Map.of());
  private static final int DAY = 24 * 60;

  @Test
  void anHourOfIncidentIsAnomalousThroughoutAndTeachesNothing() {
    List<Kind> kinds = kinds(Learning.SKIP_ANOMALOUS, Duration.ofHours(1), incident(60));

    assertThat(kinds.subList(DAY, DAY + 60)).containsOnly(Kind.ANOMALY);
    assertThat(kinds.subList(DAY + 60, DAY + 120)).containsOnly(Kind.NORMAL);
  }

  @Test
  void aNewLevelIsAcceptedAfterTheTimeToLiveAndAWarmUp() {
    List<Kind> kinds = kinds(Learning.SKIP_ANOMALOUS, Duration.ofHours(2), incident(DAY));

    // The last lesson was a minute before the shift; 120 min later the memory is not yet too old.
    assertThat(kinds.subList(DAY, DAY + 120)).containsOnly(Kind.ANOMALY);
    assertThat(kinds.subList(DAY + 120, DAY + 150)).containsOnly(Kind.WARMUP);
    assertThat(kinds.subList(DAY + 150, 2 * DAY)).containsOnly(Kind.NORMAL);
  }

  @Test
  void alwaysLearningTakesTheIncidentForTheNormal() {
    List<Kind> kinds = kinds(Learning.ALWAYS, Duration.ofDays(1), incident(60));

    assertThat(kinds.get(DAY)).isEqualTo(Kind.ANOMALY);
    assertThat(kinds.subList(DAY + 10, DAY + 60)).containsOnly(Kind.NORMAL);
  }

  @Test
  void clippingFollowsANewLevelStepByStep() {
    List<Kind> kinds = kinds(Learning.CLIP, Duration.ofDays(1), incident(DAY));

    assertThat(kinds.subList(DAY, DAY + 10)).containsOnly(Kind.ANOMALY);
    assertThat(kinds.subList(DAY + 60, 2 * DAY)).containsOnly(Kind.NORMAL);
  }

  @Test
  void whatIsNormalToAnOldMemoryKeepsIt() {
    SeriesDetector.State state = SeriesDetector.of(EWMA).begin(1);
    double[] quiet = incident(0);
    for (int i = 0; i < DAY; i++) {
      state.judge(at(i, quiet[i]));
    }

    assertThat(state.judge(at(30 * DAY, 10.0)).kind()).isEqualTo(Kind.NORMAL);
    assertThat(state.judge(at(60 * DAY, 90.0)).kind()).isEqualTo(Kind.WARMUP);
  }

  @Test
  void missingAndInfiniteValuesHaveAVerdictAndTeachNothing() throws IOException {
    SeriesDetector.State state = SeriesDetector.of(EWMA).begin(2);
    byte[] before = bytes(state);

    assertThat(state.judge(new Sample(0, new double[] {1.0, Double.NaN})).kind())
        .isEqualTo(Kind.NO_DATA);
    assertThat(state.judge(new Sample(0, new double[] {Double.NaN, 1e101})).kind())
        .isEqualTo(Kind.ERROR);
    assertThat(state.judge(at(0, Double.NEGATIVE_INFINITY)).kind()).isEqualTo(Kind.ERROR);
    assertThat(bytes(state)).isEqualTo(before);
  }

  @Test
  void theStateGoesThroughBytes() throws IOException {
    SeriesDetector detector = SeriesDetector.of(EWMA);
    SeriesDetector.State kept = detector.begin(1);
    SeriesDetector.State moved = detector.begin(1);
    double[] values = incident(60);
    for (int i = 0; i < values.length; i++) {
      moved = i % 7 == 0 ? detector.readFrom(Bytes.in(bytes(moved))) : moved;
      assertThat(moved.judge(at(i, values[i]))).isEqualTo(kept.judge(at(i, values[i])));
    }
    assertThat(bytes(moved)).isEqualTo(bytes(kept));
  }

  @Test
  void foreignBytesAreRefused() {
    assertThatThrownBy(() -> SeriesDetector.of(EWMA).readFrom(Bytes.in(new byte[] {9})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 9, not 1");
  }

  private static byte[] bytes(SeriesDetector.State state) throws IOException {
    return Bytes.of(state::writeTo);
  }

  private static Sample at(int minute, double value) {
    return Sample.of(60_000L * minute, value);
  }

  private static List<Kind> kinds(Learning learning, Duration ttl, double[] values) {
    SeriesDetector.State state = new SeriesDetector(EWMA, 5.0, learning, ttl).begin(1);
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      kinds.add(state.judge(at(i, values[i])).kind());
    }
    return kinds;
  }

  /** A day of 10 ± 1, an incident at 20 ± 1 of so many minutes, and 10 ± 1 again for two days. */
  private static double[] incident(int minutes) {
    double[] values = new double[3 * DAY];
    for (int i = 0; i < values.length; i++) {
      double level = i >= DAY && i < DAY + minutes ? 20.0 : 10.0;
      values[i] = level + ((i * 7919) % 200 - 100) / 100.0;
    }
    return values;
  }
}
