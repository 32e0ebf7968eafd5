package io.github.beamwatch.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A row is a character: {@code #} in labels is an anomaly, {@code !} in alarms an alarm. */
class LabelledSeriesTest {

  private final EventTally rows = new EventTally();
  private final EventTally millis = new EventTally();

  @Test
  void alertsInsideAreRightAndOthersFalse() {
    count(
        "..####....##....#...",
        ".!..!........!...!..", // before, inside, two behind
        0,
        0);
    assertThat(rows.alerts()).isEqualTo(4);
    assertThat(rows.right()).isEqualTo(1);
    assertThat(rows.events()).isEqualTo(3);
    assertThat(rows.caught()).isEqualTo(1);
    assertThat(rows.precision()).isEqualTo(0.25);
    assertThat(rows.recall()).isEqualTo(1.0 / 3);
    assertThat(rows.f1()).isEqualTo(2 * 0.25 / 3 / (0.25 + 1.0 / 3));
    assertThat(rows.medianDelay()).isEqualTo(2);
    assertThat(millis.medianDelay()).isEqualTo(2000);
  }

  @Test
  void noRowIsCreditedForItsNeighbours() {
    count("..####..", "..!.....", 0, 0);
    assertThat(rows.right()).isEqualTo(1);
    assertThat(rows.alerts()).isEqualTo(1);
  }

  @Test
  void alarmsDuringTheCooldownAreNoAlerts() {
    count("......####", "!!!!!!!!!!", 3, 0);
    // Alerts in rows 0, 4 and 8.
    assertThat(rows.alerts()).isEqualTo(3);
    assertThat(rows.right()).isEqualTo(1);
    assertThat(rows.worstDelay()).isEqualTo(2);
  }

  @Test
  void theBeginningDoesNotCount() {
    count("##...####.", "!.!....!..", 0, 5);
    assertThat(rows.alerts()).isEqualTo(1);
    assertThat(rows.events()).isEqualTo(1);
    assertThat(rows.f1()).isEqualTo(1.0);
    assertThat(rows.medianDelay()).isEqualTo(2);
  }

  @Test
  void aSegmentThatReachesOutOfTheBeginningCounts() {
    count("..####", "..!.!.", 0, 4);
    assertThat(rows.alerts()).isEqualTo(1);
    assertThat(rows.caught()).isEqualTo(1);
    assertThat(rows.medianDelay()).isEqualTo(2);
  }

  @Test
  void medianAndWorstOfSeveralSeries() {
    count("####", "!...", 0, 0);
    count("####", "..!.", 0, 0);
    count("####", "...!", 0, 0);
    assertThat(rows.medianDelay()).isEqualTo(2);
    assertThat(rows.worstDelay()).isEqualTo(3);
    count("####", ".!..", 0, 0);
    assertThat(rows.medianDelay()).isEqualTo(1.5);
  }

  @Test
  void nothingToFindAndNothingFound() {
    assertThat(rows.f1()).isNaN();
    count("....", "....", 0, 0);
    assertThat(rows.precision()).isNaN();
    assertThat(rows.recall()).isNaN();
    assertThat(rows.f1()).isNaN();
    assertThat(rows.medianDelay()).isNaN();
    assertThat(rows.worstDelay()).isNaN();
    count("....", "!...", 0, 0);
    assertThat(rows.f1()).isEqualTo(0.0);
    count("####", "....", 0, 0);
    assertThat(rows.recall()).isEqualTo(0.0);
  }

  @Test
  void allRowsAnomalous() {
    count("####", "!!!!", 0, 0);
    assertThat(rows.precision()).isEqualTo(1.0);
    assertThat(rows.recall()).isEqualTo(1.0);
  }

  @Test
  void rowsWithoutTimesHaveDelaysInRowsAlone() {
    new LabelledSeries(flags("!!", '!'), flags("##", '#'), new long[0], 0)
        .countInto(0, rows, millis);
    assertThat(rows.caught()).isEqualTo(1);
    assertThat(millis.caught()).isZero();
  }

  private void count(String labels, String alarms, int cooldown, int skip) {
    assertThat(labels).hasSameSizeAs(alarms);
    long[] times = new long[labels.length()];
    for (int i = 0; i < times.length; i++) {
      times[i] = 1000L * i;
    }
    LabelledSeries series = new LabelledSeries(flags(alarms, '!'), flags(labels, '#'), times, skip);
    assertThat(series.evaluatedMillis()).isEqualTo(1000L * (times.length - 1 - skip));
    series.countInto(cooldown, rows, millis);
  }

  private static boolean[] flags(String text, char set) {
    boolean[] flags = new boolean[text.length()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = text.charAt(i) == set;
    }
    return flags;
  }
}
