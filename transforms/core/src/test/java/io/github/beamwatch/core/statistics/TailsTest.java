package io.github.beamwatch.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every tail against its definition: the sum of the masses, in 400 digits. */
class TailsTest {
  private static final MathContext DIGITS = new MathContext(400);
  private static final Offset<Double> CLOSE = within(1e-8);

  @Property(tries = 200, seed = "20251217")
  void poissonIsTheSumOfItsMasses(
      @ForAll @IntRange(max = 150) int count,
      @ForAll @DoubleRange(min = 0.01, max = 90) double mean) {
    BigDecimal below = BigDecimal.ZERO;
    BigDecimal mass = exp(-mean);
    for (int j = 0; j <= count; j++) {
      below = below.add(mass);
      mass = mass.multiply(big(mean), DIGITS).divide(big(j + 1), DIGITS);
    }
    // the masses above the count, until they no longer matter
    BigDecimal above = BigDecimal.ZERO;
    for (int j = count + 1; j < count + 600; j++) {
      above = above.add(mass);
      mass = mass.multiply(big(mean), DIGITS).divide(big(j + 1), DIGITS);
    }
    assertThat(PoissonTail.logAtMost(count, mean)).isCloseTo(log(below), CLOSE);
    assertThat(PoissonTail.logAtLeast(count + 1, mean)).isCloseTo(log(above), CLOSE);
  }

  @Property(tries = 200, seed = "20251217")
  void negativeBinomialIsTheSumOfItsMasses(
      @ForAll @IntRange(max = 150) int count,
      @ForAll @DoubleRange(min = 0.1, max = 80) double mean,
      @ForAll @IntRange(min = 1, max = 60) int shape) {
    BigDecimal total = big(mean).add(big(shape));
    BigDecimal again = big(mean).divide(total, DIGITS);
    BigDecimal mass = big(shape).divide(total, DIGITS).pow(shape, DIGITS);
    BigDecimal below = BigDecimal.ZERO;
    for (int j = 0; j <= count; j++) {
      below = below.add(mass);
      mass = mass.multiply(again, DIGITS).multiply(big(shape + j)).divide(big(j + 1), DIGITS);
    }
    assertThat(NegativeBinomialTail.logAtMost(count, mean, shape)).isCloseTo(log(below), CLOSE);
    BigDecimal above = BigDecimal.ONE.subtract(below);
    assertThat(NegativeBinomialTail.logAtLeast(count + 1, mean, shape))
        .isCloseTo(log(above), CLOSE);
  }

  @Property(tries = 200, seed = "20251217")
  void betaBinomialIsTheSumOfItsMasses(
      @ForAll @IntRange(min = 1, max = 200) int trials,
      @ForAll @DoubleRange(min = 0, max = 1) double part,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double share,
      @ForAll @DoubleRange(min = 0.5, max = 5000) double concentration) {
    int successes = (int) (part * trials);
    BigDecimal a = big(share * concentration);
    BigDecimal b = big((1 - share) * concentration);
    BigDecimal mass = BigDecimal.ONE;
    for (int i = 0; i < trials; i++) {
      mass = mass.multiply(b.add(big(i))).divide(a.add(b).add(big(i)), DIGITS);
    }
    BigDecimal below = BigDecimal.ZERO;
    for (int j = 0; j <= successes; j++) {
      below = below.add(mass);
      mass =
          mass.multiply(big(trials - j))
              .multiply(a.add(big(j)))
              .divide(big(j + 1).multiply(b.add(big(trials - j - 1))), DIGITS);
    }
    assertThat(BetaBinomialTail.logAtMost(successes, trials, share, concentration))
        .isCloseTo(log(below.min(BigDecimal.ONE)), CLOSE);
    BigDecimal above = BigDecimal.ONE.subtract(below);
    if (successes < trials) {
      assertThat(BetaBinomialTail.logAtLeast(successes + 1, trials, share, concentration))
          .isCloseTo(log(above), CLOSE);
    }
  }

  @Property(tries = 200, seed = "20251217")
  void binomialIsTheSumOfItsMasses(
      @ForAll @IntRange(min = 1, max = 150) int trials,
      @ForAll @DoubleRange(min = 0, max = 1) double part,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double share) {
    int successes = (int) (part * (trials - 1));
    BigDecimal odds = big(share).divide(BigDecimal.ONE.subtract(big(share)), DIGITS);
    BigDecimal mass = BigDecimal.ONE.subtract(big(share)).pow(trials, DIGITS);
    BigDecimal below = BigDecimal.ZERO;
    for (int j = 0; j <= successes; j++) {
      below = below.add(mass);
      mass = mass.multiply(big(trials - j)).multiply(odds, DIGITS).divide(big(j + 1), DIGITS);
    }
    assertThat(BetaBinomialTail.logAtMost(successes, trials, share, Double.POSITIVE_INFINITY))
        .isCloseTo(log(below), CLOSE);
  }

  @ParameterizedTest(name = "ln P(X {0} {1} | mean {2}) = {3}")
  @CsvSource({
    ">=, 200, 1, -864.22699977464458",
    ">=, 1000, 100, -1406.85275526625333",
    "<=, 100, 1000, -672.85861028726552",
    "<=, 0, 5000, -5000",
  })
  void poissonReachesFarOut(String side, double count, double mean, double expected) {
    double log =
        side.equals(">=")
            ? PoissonTail.logAtLeast(count, mean)
            : PoissonTail.logAtMost(count, mean);
    assertThat(log).isCloseTo(expected, CLOSE);
  }

  @ParameterizedTest(name = "t = {0}, one and two degrees of freedom have closed forms")
  @CsvSource({"0", "0.5", "1", "3", "40", "1000", "-1", "-20"})
  void studentHasClosedForms(double t) {
    double one = 0.5 - Math.atan(t) / Math.PI;
    if (t > 100) {
      one = (1 / t - 1 / (3 * t * t * t)) / Math.PI; // atan loses the digits out here
    }
    assertThat(StudentTail.logAtLeast(t, 1)).isCloseTo(Math.log(one), within(1e-6));
    double two = 1 / (Math.sqrt(2 + t * t) * (Math.sqrt(2 + t * t) + t));
    assertThat(StudentTail.logAtLeast(t, 2)).isCloseTo(Math.log(two), within(1e-9));
  }

  @ParameterizedTest(name = "Q({0}) = {1}")
  @CsvSource({"1, 0.15865525393145707", "3, 0.0013498980316301", "6, 9.865876450377018e-10"})
  void studentNearsTheNormal(double z, double expected) {
    assertThat(StudentTail.logAtLeast(z, 1e9)).isCloseTo(Math.log(expected), within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "3, 0.6931471805599453", "0.5, 0.5723649429247001"})
  void logGamma(double x, double expected) {
    assertThat(LogGamma.of(x)).isCloseTo(expected, within(1e-14));
  }

  /** Beyond a million trials the proportion is continuous: the two ways must meet. */
  @ParameterizedTest(name = "{0} standard deviations")
  @CsvSource({"-6", "-4", "-2", "2", "4", "6"})
  void betaBinomialIsContinuousWhenLarge(double deviations) {
    double share = 0.03;
    double concentration = 2e6;
    double[] logs = new double[2];
    double[] trials = {1_000_000, 1_000_001};
    for (int i = 0; i < 2; i++) {
      double n = trials[i];
      double sd = Math.sqrt(n * share * (1 - share) * (1 + n / concentration));
      double k = Math.rint(n * share + deviations * sd);
      logs[i] =
          deviations < 0
              ? BetaBinomialTail.logAtMost(k, n, share, concentration)
              : BetaBinomialTail.logAtLeast(k, n, share, concentration);
    }
    assertThat(logs[1]).isCloseTo(logs[0], within(0.01 * Math.abs(logs[0])));
  }

  private static BigDecimal big(double v) {
    return new BigDecimal(v);
  }

  private static BigDecimal exp(double v) {
    BigDecimal x = big(v).divide(big(1024), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int i = 1; i < 200; i++) {
      term = term.multiply(x, DIGITS).divide(big(i), DIGITS);
      sum = sum.add(term);
    }
    return sum.pow(1024, DIGITS);
  }

  /** ln of a number that may be far smaller than a double can be. */
  private static double log(BigDecimal v) {
    int exponent = v.precision() - v.scale();
    return Math.log(v.movePointLeft(exponent).doubleValue()) + exponent * Math.log(10);
  }
}
