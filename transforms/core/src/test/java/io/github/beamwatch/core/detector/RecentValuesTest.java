package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecentValuesTest {

  @Property
  void statisticsAreThoseOfTheLastValues(
      @ForAll @Size(min = 1, max = 60) int[] added, @ForAll @IntRange(min = 3, max = 20) int kept) {
    RecentValues values = new RecentValues(kept);
    for (int value : added) {
      values.add(value % 50);
      values.quantile(0.5);
    }
    double[] last =
        Arrays.stream(added, Math.max(0, added.length - kept), added.length)
            .mapToDouble(value -> value % 50)
            .toArray();
    double median = median(last);

    assertThat(values.size()).isEqualTo(last.length);
    assertThat(values.mean()).isCloseTo(Arrays.stream(last).average().getAsDouble(), within(1e-12));
    assertThat(values.quantile(0.5)).isEqualTo(median);
    assertThat(values.quantile(1.0)).isEqualTo(Arrays.stream(last).max().getAsDouble());
    assertThat(values.medianDistance(median))
        .isEqualTo(median(Arrays.stream(last).map(v -> Math.abs(v - median)).toArray()));
  }

  @Test
  void quartilesLieBetweenValues() {
    RecentValues values = new RecentValues(4);
    for (double value : new double[] {99, 4, 1, 3, 2}) {
      values.add(value);
    }

    assertThat(values.quantile(0.25)).isEqualTo(1.75);
    assertThat(values.quantile(0.75)).isEqualTo(3.25);
    assertThat(values.deviation(2.5)).isCloseTo(Math.sqrt(5.0 / 3.0), within(1e-15));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2.0;
  }
}
