package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a week of one sample a minute without an anomaly, {@code auto} is silent, or nearly so. */
class AutoFalseAlertsTest {
  private static final int WEEK = 7 * 24 * 60;
  private static final int SEEDS = 8;
  private static final int COOLDOWN = 10;

  enum Usual {
    WHITE_NOISE(1.0) {
      @Override
      IntToDoubleFunction values(Random random) {
        return i -> random.nextGaussian();
      }
    },
    STUDENT_T_3(1.0) {
      @Override
      IntToDoubleFunction values(Random random) {
        return i -> {
          double squares = 0.0;
          for (int k = 0; k < 3; k++) {
            double g = random.nextGaussian();
            squares += g * g;
          }
          return random.nextGaussian() / Math.sqrt(squares / 3);
        };
      }
    },
    LOGNORMAL(1.0) {
      @Override
      IntToDoubleFunction values(Random random) {
        return i -> Math.exp(random.nextGaussian());
      }
    },
    EXPONENTIAL(1.0) {
      @Override
      IntToDoubleFunction values(Random random) {
        return i -> -Math.log(1.0 - random.nextDouble());
      }
    },
    CONSTANT(0.0) {
      @Override
      IntToDoubleFunction values(Random random) {
        double value = random.nextDouble();
        return i -> value;
      }
    },
    RAMP(0.0) {
      @Override
      IntToDoubleFunction values(Random random) {
        double slope = random.nextGaussian();
        return i -> slope * i;
      }
    },
    NOISY_RAMP(1.0) {
      @Override
      IntToDoubleFunction values(Random random) {
        return i -> 0.01 * i + random.nextGaussian();
      }
    },
    DAILY_SINE(1.0) {
      @Override
      IntToDoubleFunction values(Random random) {
        double phase = 2 * Math.PI * random.nextDouble();
        return i -> 100 + 50 * Math.sin(2 * Math.PI * i / 1440 + phase);
      }
    },
    NOISY_DAILY_SINE(1.0) {
      @Override
      IntToDoubleFunction values(Random random) {
        double phase = 2 * Math.PI * random.nextDouble();
        return i -> 100 + 50 * Math.sin(2 * Math.PI * i / 1440 + phase) + 5 * random.nextGaussian();
      }
    },
    /** The first weekend of a series' life cannot be known: one alert is right. */
    WEEKLY_PATTERN(1.0) {
      @Override
      IntToDoubleFunction values(Random random) {
        return i ->
            (i / 1440 % 7 >= 5 ? 40 : 100) * (1 + 0.5 * Math.sin(2 * Math.PI * i / 1440))
                + 3 * random.nextGaussian();
      }
    },
    RANDOM_WALK(2.0) {
      @Override
      IntToDoubleFunction values(Random random) {
        double[] at = {0.0};
        return i -> at[0] += random.nextGaussian();
      }
    };

    final double mostAlertsAWeek;

    Usual(double mostAlertsAWeek) {
      this.mostAlertsAWeek = mostAlertsAWeek;
    }

    abstract IntToDoubleFunction values(Random random);
  }

  @ParameterizedTest
  @EnumSource
  void raisesFewFalseAlerts(Usual usual) {
    int alerts = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      alerts += alertsInAWeek(usual.values(new Random(seed)));
    }
    assertThat((double) alerts / SEEDS).isLessThanOrEqualTo(usual.mostAlertsAWeek);
  }

  private static int alertsInAWeek(IntToDoubleFunction values) {
    Detector auto = Auto.KIND.with(Map.of());
    Detector.Memory memory = auto.begin(1);
    int alerts = 0;
    int last = -COOLDOWN - 1;
    for (int i = 0; i < WEEK; i++) {
      Sample sample = Sample.of(60_000L * i, values.applyAsDouble(i));
      if (memory.score(sample).score() >= auto.threshold() && i - last > COOLDOWN) {
        alerts++;
        last = i;
      }
      memory.learn(sample);
    }
    return alerts;
  }
}
