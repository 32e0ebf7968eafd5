package io.github.beamwatch.pipelines.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows are a minute long, and named by their minute. */
class ExceedancesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void anIncidentIsOneAlertHoweverLongItLasts() {
    assertThat(alerts(pace(0, 0, 10, true), 3, 4, 5, 20, 21)).containsExactly(3, 20);
  }

  @Test
  void nothingFollowsWithinTheCooldownButAnIncidentThatLastsLonger() {
    assertThat(alerts(pace(0, 0, 10, true), 3, 6, 30)).containsExactly(3, 30);
    assertThat(alerts(pace(0, 0, 5, true), 3, 5, 6, 7, 8, 9)).containsExactly(3, 8);
  }

  @Test
  void withoutIncidentsEachWindowOutsideTheCooldownIsAnAlert() {
    assertThat(alerts(pace(0, 0, 2, false), 3, 4, 5, 6)).containsExactly(3, 5);
  }

  @Test
  void itMustHoldLongEnough() {
    assertThat(alerts(pace(3, 0, 0, true), 3, 4, 10, 11, 12, 13)).containsExactly(12);
  }

  @Test
  void aPauseWithinKeepFiringForIsNoEnd() {
    assertThat(alerts(pace(0, 2, 0, true), 3, 6, 20)).containsExactly(3, 20);
    assertThat(alerts(pace(0, 0, 0, true), 3, 6, 20)).containsExactly(3, 6, 20);
  }

  @Test
  void pointsWithinTheCooldownAreOneIncident() {
    Exceedances.Pace points =
        Exceedances.Pace.of(
            Duration.ZERO, Duration.ZERO, Duration.ZERO, MINUTE.multipliedBy(5), true);
    assertThat(alerts(points, 3, 7, 11, 30)).containsExactly(3, 30);
  }

  @Test
  void orderDoesNotMatterAndTheThresholdDoes() {
    Exceedances windows = new Exceedances();
    windows.add(minutes(9), 2);
    windows.add(minutes(3), 5);
    windows.add(minutes(6), 4);
    List<Long> starts = new ArrayList<>();
    windows.alerts(score -> score > 3, pace(0, 0, 0, true), start -> starts.add(start / 60_000));
    assertThat(starts).containsExactly(3L, 6L);
  }

  private static List<Integer> alerts(Exceedances.Pace pace, int... minutes) {
    Exceedances windows = new Exceedances();
    for (int minute : minutes) {
      windows.add(minutes(minute), 1);
    }
    List<Integer> starts = new ArrayList<>();
    windows.alerts(score -> true, pace, start -> starts.add((int) (start / 60_000)));
    return starts;
  }

  private static Exceedances.Pace pace(
      int holdFor, int keepFiringFor, int cooldown, boolean incidents) {
    return Exceedances.Pace.of(
        MINUTE,
        MINUTE.multipliedBy(holdFor),
        MINUTE.multipliedBy(keepFiringFor),
        MINUTE.multipliedBy(cooldown),
        incidents);
  }

  private static long minutes(int minute) {
    return 60_000L * minute;
  }
}
