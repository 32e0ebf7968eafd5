package io.github.beamwatch.core.generate.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {

  private static final int MANY = 200_000;

  @Test
  void normal() {
    assertThat(mean(Draws::normal)).isCloseTo(0, within(0.01));
    assertThat(mean(draws -> Math.pow(draws.normal(), 2))).isCloseTo(1, within(0.02));
    assertThat(mean(draws -> draws.normal() > 1.959964 ? 1 : 0)).isCloseTo(0.025, within(0.001));
    assertThat(mean(draws -> draws.normal() < -2.575829 ? 1 : 0)).isCloseTo(0.005, within(0.0006));
  }

  @Test
  void poisson() {
    assertThat(mean(draws -> draws.poisson(0.3))).isCloseTo(0.3, within(0.01));
    assertThat(mean(draws -> draws.poisson(12))).isCloseTo(12, within(0.05));
    assertThat(mean(draws -> draws.poisson(90))).isCloseTo(90, within(0.1));
    assertThat(mean(draws -> Math.pow(draws.poisson(90) - 90.0, 2))).isCloseTo(90, within(2.0));
  }

  @Test
  void index() {
    double[] cumulative = {0.5, 0.6, 1};
    assertThat(mean(draws -> draws.index(cumulative) == 1 ? 1 : 0)).isCloseTo(0.1, within(0.003));
    assertThat(mean(draws -> draws.index(cumulative) == 2 ? 1 : 0)).isCloseTo(0.4, within(0.005));
  }

  @Test
  void numbersOfNeighboursDoNotRepeat() {
    long distinct =
        IntStream.range(0, 1_000)
            .boxed()
            .flatMap(
                number -> {
                  Draws draws = Draws.of(5, number);
                  return IntStream.range(0, 20).mapToObj(i -> draws.unit());
                })
            .distinct()
            .count();
    assertThat(distinct).isEqualTo(20_000);
  }

  private static double mean(ToDoubleFunction<Draws> drawn) {
    Draws draws = Draws.of(3, 4);
    return IntStream.range(0, MANY)
        .mapToDouble(i -> drawn.applyAsDouble(draws))
        .average()
        .orElse(0);
  }
}
