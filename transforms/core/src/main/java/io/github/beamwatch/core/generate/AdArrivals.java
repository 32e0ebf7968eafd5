package io.github.beamwatch.core.generate;

import io.github.beamwatch.core.generate.Incident.Kind;
import io.github.beamwatch.core.generate.IncidentPlan.Planned;
import io.github.beamwatch.core.statistics.SeededRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Impressions in the order of their event times: a Poisson process whose rate is constant within
 * each minute, so that counts of a series and minute are Poisson too.
 */
final class AdArrivals {

  private static final double MINUTE_SECONDS = 60;

  private final AdSeries series;
  private final IncidentPlan plan;
  private final SeededRandom random;
  private final int minutes;
  private final double usualRate;

  private int minute = -1;
  private double second;
  private double rate;
  private List<Planned> striking = List.of();

  AdArrivals(
      AdSeries series, IncidentPlan plan, int minutes, double perSecond, SeededRandom random) {
    this.series = series;
    this.plan = plan;
    this.minutes = minutes;
    this.usualRate = perSecond;
    this.random = random;
    enterNextMinute();
  }

  private void enterNextMinute() {
    minute++;
    second = 0;
    striking = plan.during(minute);
    rate = usualRate;
    for (Planned planned : striking) {
      rate += extraRate(planned);
    }
  }

  private double extraRate(Planned planned) {
    return planned.incident().kind() == Kind.TRAFFIC_SPIKE
        ? usualRate * series.share(planned.series()) * (Kind.TRAFFIC_SPIKE.factor() - 1)
        : 0;
  }

  /** Moves to the next impression; false at the end of the stream. */
  boolean next() {
    while (minute < minutes) {
      second += random.exponential(rate);
      if (second < MINUTE_SECONDS) {
        return true;
      }
      // The process has no memory: it may start afresh in the next minute, at that minute's rate.
      enterNextMinute();
    }
    return false;
  }

  /** The minute of the present impression, counted from the start of the stream. */
  int minute() {
    return minute;
  }

  /** The milliseconds of the present impression within its minute. */
  int millisInMinute() {
    return (int) (second * 1_000);
  }

  /** Draws the series of the present impression. */
  int series() {
    double drawn = random.nextUnit() * rate;
    if (drawn < usualRate) {
      return series.at(drawn / usualRate);
    }
    drawn -= usualRate;
    int last = 0;
    for (Planned planned : striking) {
      double extra = extraRate(planned);
      if (extra > 0) {
        last = planned.series();
        if (drawn < extra) {
          return last;
        }
        drawn -= extra;
      }
    }
    return last;
  }

  /** What a kind of incident multiplies in a series at present; 1 while it does not strike. */
  double factor(int ofSeries, Kind first, @Nullable Kind second) {
    for (Planned planned : striking) {
      Kind kind = planned.incident().kind();
      if (planned.series() == ofSeries && (kind == first || kind == second)) {
        return kind.factor();
      }
    }
    return 1;
  }
}
