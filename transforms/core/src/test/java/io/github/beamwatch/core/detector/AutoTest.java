package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class AutoTest {
  private static final Detector AUTO = Detectors.named("auto").orElseThrow().with(Map.of());

  private final Detector.Memory memory = AUTO.begin(1);
  private int time;

  private Score next(double value) {
    Sample sample = Sample.of(60_000L * time++, value);
    Score score = memory.score(sample);
    memory.learn(sample);
    return score;
  }

  /** The positions, from the first of these values, of those that are anomalies. */
  private List<Integer> anomalies(int count, IntToDoubleFunction values) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (next(values.applyAsDouble(i)).score() >= AUTO.threshold()) {
        found.add(i);
      }
    }
    return found;
  }

  private static IntToDoubleFunction noise(int seed, double level, double deviation) {
    Random random = new Random(seed);
    return i -> level + deviation * random.nextGaussian();
  }

  @Test
  void warmsUpOverSixtySamples() {
    for (int i = 0; i < 60; i++) {
      assertThat(next(i % 7).isWarmup()).isTrue();
    }
    assertThat(next(3).isWarmup()).isFalse();
  }

  @Test
  void findsOneHotRowOfASensor() {
    anomalies(300, noise(1, 25.0, 0.3));
    assertThat(next(100.0).score()).isBetween(0.5, 1.0);
    assertThat(anomalies(300, noise(2, 25.0, 0.3))).isEmpty();
  }

  @Test
  void findsASpikeAndADip() {
    anomalies(1000, noise(3, 100.0, 5.0));
    assertThat(next(180.0).score()).isGreaterThan(0.5);
    anomalies(500, noise(4, 100.0, 5.0));
    assertThat(next(20.0).score()).isGreaterThan(0.5);
  }

  @Test
  void anyDepartureFromAConstantIsAnAnomaly() {
    assertThat(anomalies(500, i -> 42.0)).isEmpty();
    assertThat(next(42.0).expected()).isEqualTo(42.0);
    assertThat(next(42.1).score()).isGreaterThan(0.5);
    assertThat(next(42.0).score()).isLessThan(0.5);
  }

  @Test
  void anHourLongIncidentIsToldOnce() {
    anomalies(2000, noise(5, 100.0, 5.0));
    assertThat(anomalies(60, noise(6, 200.0, 5.0))).contains(0).allMatch(i -> i < 3);
    assertThat(anomalies(1000, noise(7, 100.0, 5.0))).isEmpty();
  }

  @Test
  void aNewLevelIsToldOnceAndUsualAfterAnHour() {
    anomalies(2000, noise(8, 100.0, 5.0));
    assertThat(anomalies(3000, noise(9, 150.0, 5.0))).contains(0).allMatch(i -> i < 3);
    Score usual = next(150.0);
    assertThat(usual.upper()).isGreaterThan(150.0);
    assertThat(usual.lower()).isLessThan(150.0);
  }

  @Test
  void theBandIsWhereTheScoreMeetsTheThreshold() {
    IntToDoubleFunction values = noise(10, 100.0, 5.0);
    for (int i = 0; i < 2000; i++) {
      next(values.applyAsDouble(i));
      if (i >= 100) {
        Score band = memory.score(Sample.of(60_000L * time, 100.0));
        assertThat(band.expected()).isBetween(band.lower(), band.upper());
        double above = band.upper() + 1e-4 * (band.upper() - band.expected());
        double below = band.lower() - 1e-4 * (band.expected() - band.lower());
        assertThat(scoreOf(band.upper())).isLessThan(0.5);
        assertThat(scoreOf(above)).isGreaterThanOrEqualTo(0.5);
        assertThat(scoreOf(band.lower())).isLessThan(0.5);
        assertThat(scoreOf(below)).isGreaterThanOrEqualTo(0.5);
      }
    }
  }

  private double scoreOf(double value) {
    return memory.score(Sample.of(60_000L * time, value)).score();
  }

  @Test
  void aGapChangesNothing() {
    IntToDoubleFunction values = noise(11, 10.0, 1.0);
    anomalies(500, values);
    time += 10_000;
    assertThat(anomalies(500, values)).isEmpty();
  }

  @Test
  void scoresStayFiniteAndBelowOne() {
    double[] extremes = {0, 1e308, -1e308, 4e-324, 1e150, -0.0, 1};
    Random random = new Random(12);
    for (int i = 0; i < 5000; i++) {
      double score = next(extremes[random.nextInt(extremes.length)]).score();
      if (i >= 60) {
        assertThat(score).isGreaterThanOrEqualTo(0.0).isLessThan(1.0);
      }
    }
  }

  @Test
  void aRestartChangesNoBitAndTheMemoryIsBounded() throws IOException {
    Detector.Memory restarted = AUTO.begin(1);
    Random random = new Random(13);
    for (int i = 0; i < 25_000; i++) {
      double value = 50 * Math.sin(i / 200.0) + random.nextGaussian();
      Sample sample = Sample.of(i, i % 997 == 0 ? 4 * value : value);
      assertThat(restarted.score(sample)).isEqualTo(memory.score(sample));
      memory.learn(sample);
      restarted.learn(sample);
      if (i % 500 == 0) {
        byte[] bytes = bytes(restarted);
        assertThat(bytes.length).isLessThan(2800);
        restarted = AUTO.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
      }
    }
    assertThat(bytes(restarted)).isEqualTo(bytes(memory));
  }

  private static byte[] bytes(Detector.Memory memory) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    memory.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Test
  void refusesBytesOfAnotherVersion() {
    assertThatThrownBy(
            () -> AUTO.readFrom(new DataInputStream(new ByteArrayInputStream(new byte[] {0, 9}))))
        .isInstanceOf(IOException.class)
        .hasMessage("an auto memory of version 9, not 1");
  }
}
