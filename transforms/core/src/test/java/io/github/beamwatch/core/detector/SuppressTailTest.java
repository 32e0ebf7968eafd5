package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.detector.Judgement.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuppressTailTest {

  private static final Detector ONCE =
      SuppressTail.of(EwmaZ.KIND.with(Map.of()), Duration.ofHours(2));

  @Test
  void anIncidentIsReportedOnceAndTeachesNothing() throws IOException {
    double[] values = quiet(1_000);
    raise(values, 500, 60, 10.0);
    raise(values, 700, 1, 10.0);

    assertThat(anomalies(values)).containsExactly(500, 700);
  }

  @Test
  void aTailThatGetsMuchWorseIsReportedAgain() throws IOException {
    double[] values = quiet(1_000);
    raise(values, 500, 60, 10.0);
    raise(values, 530, 5, 30.0);

    assertThat(anomalies(values)).containsExactly(500, 530);
  }

  @Test
  void aNewLevelIsAcceptedAfterTheTimeToLive() throws IOException {
    double[] values = quiet(1_000);
    raise(values, 500, 500, 10.0);
    raise(values, 700, 1, 10.0);

    assertThat(anomalies(values)).containsExactly(500, 700);
  }

  private static List<Integer> anomalies(double[] values) throws IOException {
    SeriesDetector detector = SeriesDetector.of(ONCE);
    SeriesDetector.State state = detector.begin(1);
    List<Integer> anomalies = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      state = detector.readFrom(Bytes.in(Bytes.of(state::writeTo)));
      if (state.judge(Sample.of(60_000L * i, values[i])).kind() == Kind.ANOMALY) {
        anomalies.add(i);
      }
    }
    return anomalies;
  }

  private static double[] quiet(int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = (i * 7919 % 200) / 100.0;
    }
    return values;
  }

  private static void raise(double[] values, int from, int count, double by) {
    for (int i = from; i < from + count; i++) {
      values[i] += by;
    }
  }
}
