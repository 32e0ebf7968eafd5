package io.github.beamwatch.core.generate;

import io.github.beamwatch.core.generate.Incident.Kind;
import io.github.beamwatch.core.statistics.SeededRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which incidents strike which series and when. */
final class IncidentPlan {

  /** On average one story in so many minutes. */
  static final int MINUTES_PER_SCENARIO = 8;

  static final int MAX_LENGTH = 3;

  /** Nothing strikes before a baseline can know what is usual. */
  static final int WARM_UP_MINUTES = 12;

  /** A series struck once is left alone for a while, so that each label stands for one alert. */
  static final int REST_MINUTES = 12;

  private static final int ATTEMPTS = 200;

  private final List<Planned> planned = new ArrayList<>();

  /** An incident with the number of its series. */
  record Planned(int series, Incident incident) {}

  IncidentPlan(AdSeries series, int minutes, List<Scenario> scenarios, SeededRandom random) {
    int warmUp = Math.min(WARM_UP_MINUTES, minutes / 2);
    int stories =
        scenarios.isEmpty() ? 0 : (minutes + MINUTES_PER_SCENARIO - 1) / MINUTES_PER_SCENARIO;
    for (int story = 0; story < stories; story++) {
      Scenario scenario = scenarios.get(random.below(scenarios.size()));
      int length = Math.min(1 + random.below(MAX_LENGTH), minutes - warmUp);
      int minute = warmUp + random.below(minutes - warmUp - length + 1);
      for (Kind kind : scenario.kinds()) {
        strike(series, minute, length, kind, random);
      }
    }
    planned.sort(
        Comparator.comparingInt((Planned p) -> p.incident().minute())
            .thenComparingInt(Planned::series));
  }

  private void strike(AdSeries series, int minute, int length, Kind kind, SeededRandom random) {
    // A short stream of few series may have no room left; then the story is shorter by one.
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int target = random.below(series.count());
      if (isResting(target, minute, length)) {
        continue;
      }
      Incident incident =
          new Incident(minute, length, series.country(target), series.format(target), kind);
      planned.add(new Planned(target, incident));
      return;
    }
  }

  private boolean isResting(int series, int minute, int length) {
    for (Planned other : planned) {
      Incident incident = other.incident();
      if (other.series() == series
          && minute < incident.minute() + incident.length() + REST_MINUTES
          && incident.minute() < minute + length + REST_MINUTES) {
        return true;
      }
    }
    return false;
  }

  List<Incident> incidents() {
    return planned.stream().map(Planned::incident).toList();
  }

  /** What strikes in one minute of the stream. */
  List<Planned> during(int minute) {
    return planned.stream().filter(p -> p.incident().covers(minute)).toList();
  }
}
