package io.github.beamwatch.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileHistogramTest {

  @Test
  void fewValuesAreExact() {
    QuantileHistogram histogram = new QuantileHistogram();
    for (int i = 0; i < 100_000; i++) {
      histogram.add(i % 4_000 * 0.1);
    }

    assertThat(histogram.count()).isEqualTo(100_000);
    assertThat(histogram.quantile(0.0)).isZero();
    assertThat(histogram.quantile(0.5)).isCloseTo(199.95, within(1e-9));
    assertThat(histogram.quantile(1.0)).isEqualTo(3_999 * 0.1);
  }

  @Test
  void quantilesLieBetweenValues() {
    QuantileHistogram histogram = new QuantileHistogram();
    for (double value : new double[] {4, -1, 3, -2}) {
      histogram.add(value);
    }

    assertThat(histogram.quantile(0.25)).isEqualTo(-1.25);
    assertThat(histogram.quantile(0.75)).isEqualTo(3.25);
    assertThat(new QuantileHistogram().quantile(0.5)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 25.0, -1_013.0, 1e9})
  void manyValuesAreRightToAThousandthInRank(double level) {
    double[] values = values(level, 300_000);
    QuantileHistogram histogram = new QuantileHistogram();
    Arrays.stream(values).forEach(histogram::add);
    Arrays.sort(values);

    for (double q : new double[] {0.001, 0.01, 0.25, 0.5, 0.75, 0.99, 0.999}) {
      double found = histogram.quantile(q);
      long below = Arrays.stream(values).filter(value -> value < found).count();
      assertThat((double) below / values.length).isCloseTo(q, within(0.001));
    }
  }

  @Test
  void orderAndPartsDoNotChangeABit() throws IOException {
    double[] values = values(25.0, 60_000);
    QuantileHistogram whole = new QuantileHistogram();
    Arrays.stream(values).forEach(whole::add);
    byte[] expected = bytes(whole);
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      QuantileHistogram[] parts = new QuantileHistogram[1 + random.nextInt(20)];
      Arrays.setAll(parts, i -> new QuantileHistogram());
      for (int i = values.length - 1; i >= 0; i--) {
        parts[random.nextInt(parts.length)].add(values[i]);
      }
      QuantileHistogram merged = new QuantileHistogram();
      for (QuantileHistogram part : parts) {
        merged.addAll(QuantileHistogram.readFrom(in(bytes(part))));
      }
      assertThat(bytes(merged)).isEqualTo(expected);
    }
    assertThat(expected.length).isLessThanOrEqualTo(6 + 16 * QuantileHistogram.BINS);
  }

  @Test
  void extremesHaveQuantiles() {
    QuantileHistogram histogram = new QuantileHistogram();
    Random random = new Random(9);
    for (int i = 0; i < 50_000; i++) {
      double magnitude = Math.pow(10, random.nextInt(600) - 300);
      histogram.add(random.nextGaussian() * magnitude);
    }
    histogram.add(Double.MAX_VALUE);
    histogram.add(-Double.MAX_VALUE);

    assertThat(histogram.quantile(0.0)).isFinite().isLessThan(-1e290);
    assertThat(histogram.quantile(1.0)).isFinite().isGreaterThan(1e290);
    assertThatThrownBy(() -> histogram.add(Double.NaN)).hasMessageContaining("NaN");
  }

  private static double[] values(double level, int count) {
    Random random = new Random(3);
    double[] values = new double[count];
    Arrays.setAll(values, i -> level + random.nextGaussian());
    return values;
  }

  private static byte[] bytes(QuantileHistogram histogram) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    histogram.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
