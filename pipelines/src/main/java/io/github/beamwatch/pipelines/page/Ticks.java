package io.github.beamwatch.pipelines.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Round numbers along an axis.
 *
 * @param step between two of them
 * @param values ascending
 */
public record Ticks(double step, List<Double> values) {
  private static final int MOST_VALUES = 5;
  private static final int MOST_TIMES = 9;
  private static final long[] TIME_STEPS =
      List.of(
              "PT1S", "PT5S", "PT15S", "PT1M", "PT5M", "PT10M", "PT15M", "PT30M", "PT1H", "PT2H",
              "PT3H", "PT6H", "PT12H", "P1D", "P2D", "P7D", "P14D", "P28D", "P91D", "P364D")
          .stream()
          .mapToLong(step -> Duration.parse(step).toMillis())
          .toArray();

  /** At most six between two numbers. */
  public static Ticks between(double lowest, double highest) {
    double rough = (highest - lowest) / MOST_VALUES;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = 10 * power;
    for (double factor : new double[] {5, 2, 1}) {
      step = factor * power >= rough ? factor * power : step;
    }
    List<Double> values = new ArrayList<>();
    double first = Math.ceil(lowest / step);
    // Far from zero a step can be lost in the last digit: not more than there is room for.
    for (int i = 0; i <= MOST_VALUES && (first + i) * step <= highest; i++) {
      values.add((first + i) * step);
    }
    return new Ticks(step, values);
  }

  /** With as many decimals as the step has. */
  public String label(double value) {
    double magnitude = Math.max(Math.abs(values.get(0)), Math.abs(values.get(values.size() - 1)));
    if (magnitude >= 1e7 || step < 1e-6) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }

  /** Round times in UTC. */
  public static List<Long> times(long from, long to) {
    long step = TIME_STEPS[TIME_STEPS.length - 1];
    for (int i = TIME_STEPS.length - 1; i >= 0 && (to - from) / TIME_STEPS[i] < MOST_TIMES; i--) {
      step = TIME_STEPS[i];
    }
    List<Long> times = new ArrayList<>();
    for (long time = Math.floorDiv(from + step - 1, step) * step;
        time <= to && times.size() <= 2 * MOST_TIMES;
        time += Math.max(step, (to - from) / MOST_TIMES / step * step)) {
      times.add(time);
    }
    return times;
  }

  /** As short as a span of this many milliseconds allows. */
  public static String timeLabel(long time, long span) {
    String pattern =
        span < Duration.ofMinutes(10).toMillis()
            ? "HH:mm:ss"
            : span < Duration.ofHours(26).toMillis()
                ? "HH:mm"
                : span < Duration.ofDays(6).toMillis()
                    ? "d MMM HH:mm"
                    : span < Duration.ofDays(300).toMillis() ? "d MMM" : "MMM yyyy";
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .format(Instant.ofEpochMilli(time));
  }
}
