package io.github.beamwatch.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExactSumTest {

  private static ExactSum sum(List<Double> numbers) {
    ExactSum sum = new ExactSum();
    numbers.forEach(sum::add);
    return sum;
  }

  private static byte[] bytes(ExactSum sum) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sum.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static ExactSum copy(ExactSum sum) throws IOException {
    return ExactSum.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(sum))));
  }

  @Property(tries = 500)
  void isTheExactSumRoundedOnce(@ForAll("doubles") List<Double> numbers) {
    BigDecimal exact = BigDecimal.ZERO;
    for (double number : numbers) {
      exact = exact.add(new BigDecimal(number));
    }
    assertThat(sum(numbers).value()).isEqualTo(exact.doubleValue() + 0.0);
  }

  @Property(tries = 300)
  void anyOrderAndAnyGroupingGiveTheSameBits(
      @ForAll("doubles") List<Double> numbers, @ForAll Random random) throws IOException {
    ExactSum whole = sum(numbers);
    List<Double> shuffled = new ArrayList<>(numbers);
    Collections.shuffle(shuffled, random);
    ExactSum merged = new ExactSum();
    int at = 0;
    while (at < shuffled.size()) {
      int to = Math.min(shuffled.size(), at + 1 + random.nextInt(4));
      ExactSum part = sum(shuffled.subList(at, to));
      merged.addAll(random.nextBoolean() ? part : copy(part));
      at = to;
    }
    assertThat(merged.value()).isEqualTo(whole.value());
    assertThat(copy(merged).value()).isEqualTo(whole.value());
    assertThat(bytes(merged)).isEqualTo(bytes(whole));
    assertThat(bytes(copy(merged))).isEqualTo(bytes(whole));
  }

  /** A runner that compares the bytes of a value before and after a step takes it for changed. */
  @Property(tries = 200)
  void beingLookedAtChangesNoByte(@ForAll("doubles") List<Double> numbers) throws IOException {
    ExactSum sum = sum(numbers);
    byte[] first = bytes(sum);
    sum.value();
    new ExactSum().addAll(sum);
    assertThat(bytes(sum)).isEqualTo(first);
  }

  @Provide
  Arbitrary<List<Double>> doubles() {
    Arbitrary<Double> any =
        Arbitraries.longs()
            .map(Double::longBitsToDouble)
            .filter(Double::isFinite)
            .map(x -> Math.abs(x) > 1e300 ? x * 1e-10 : x);
    Arbitrary<Double> money =
        Arbitraries.integers().between(-10_000_000, 10_000_000).map(i -> i / 1e6);
    Arbitrary<Double> special =
        Arbitraries.of(
            0.0,
            -0.0,
            1.0,
            -1.0,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            1e16,
            -1e16,
            1e-300,
            1e300,
            -1e300);
    return Arbitraries.oneOf(any, money, special).list().ofMaxSize(40);
  }

  @Test
  void smallAddendsAreNotLostBesideLargeOnes() {
    assertThat(sum(List.of(1e300, 1.0, -1e300)).value()).isEqualTo(1.0);
    assertThat(sum(List.of(1e16, 1.0, 1.0, -1e16)).value()).isEqualTo(2.0);
  }

  @Test
  void nothingSumsToZero() throws IOException {
    assertThat(new ExactSum().value()).isZero();
    assertThat(copy(new ExactSum()).value()).isZero();
    assertThat(sum(List.of(3.5, -3.5)).value()).isZero();
    assertThat(copy(sum(List.of(3.5, -3.5))).value()).isZero();
  }

  @Test
  void notFiniteAddendsPoisonTheSum() throws IOException {
    for (double bad : List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)) {
      ExactSum sum = sum(List.of(1.0, bad));
      assertThat(sum.value()).isNaN();
      assertThat(copy(sum).value()).isNaN();
      ExactSum other = sum(List.of(2.0));
      other.addAll(sum);
      assertThat(other.value()).isNaN();
    }
  }

  @Test
  void manyAddendsOfOneSignDoNotOverflowALimb() {
    ExactSum sum = new ExactSum();
    for (int i = 0; i < 3_000_000; i++) {
      sum.add(0.999999999999999);
    }
    assertThat(sum.value())
        .isEqualTo(
            new BigDecimal(0.999999999999999)
                .multiply(BigDecimal.valueOf(3_000_000))
                .doubleValue());
  }

  @Test
  void squaresAreExact() {
    ExactSum squares = new ExactSum();
    BigDecimal exact = BigDecimal.ZERO;
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      double x = random.nextGaussian() * 1e3;
      squares.addSquare(x);
      exact = exact.add(new BigDecimal(x).pow(2));
    }
    assertThat(squares.value()).isEqualTo(exact.doubleValue());
  }

  @Test
  void aSumOfMoneyTakesFewBytes() throws IOException {
    ExactSum sum = new ExactSum();
    for (int i = 1; i < 1000; i++) {
      sum.add(i / 1e6);
    }
    assertThat(bytes(sum)).hasSizeLessThan(30);
  }

  /** The sign once took four more bytes with every merge. */
  @Test
  void aNegativeSumStaysSmallHoweverOftenItIsMerged() throws IOException {
    ExactSum sum = sum(List.of(-0.25));
    for (int i = 0; i < 200; i++) {
      sum.addAll(copy(sum(List.of(-12.75, 3.0))));
    }
    assertThat(sum.value()).isEqualTo(-0.25 - 200 * 9.75);
    assertThat(bytes(sum)).hasSizeLessThan(20);
    assertThat(bytes(sum)).isEqualTo(bytes(sum(List.of(-0.25 - 200 * 9.75))));
  }

  @Test
  void aSumMayPassZeroAndEveryPowerOfALimb() throws IOException {
    for (int exponent = -1074; exponent < 1000; exponent += 16) {
      double unit = Math.scalb(1.0, exponent);
      for (double sign : List.of(1.0, -1.0)) {
        ExactSum sum = sum(List.of(sign * unit, -sign * unit, -sign * unit));
        sum.addAll(copy(sum(List.of(sign * 2 * unit))));
        assertThat(copy(sum).value()).isEqualTo(sign * unit);
        assertThat(bytes(sum)).isEqualTo(bytes(sum(List.of(sign * unit))));
      }
    }
  }

  /** Runners encode an element for several readers at once. */
  @Test
  void writingChangesNothing() throws Exception {
    ExactSum sum = new ExactSum();
    Random random = new Random(4);
    for (int i = 0; i < 1_000; i++) {
      sum.add(random.nextGaussian() * 1e9);
    }
    byte[] alone = written(sum);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<byte[]>> together = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        together.add(threads.submit(() -> written(sum)));
      }
      for (Future<byte[]> bytes : together) {
        assertThat(bytes.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
    sum.add(1.0);
    assertThat(written(sum)).isNotEqualTo(alone);
  }

  private static byte[] written(ExactSum sum) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sum.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
