package io.github.beamwatch.benchmarks.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs of several programs in turns, so that whatever else the machine does hits them alike. */
final class Rounds {

  private final Map<String, List<Measurement>> runs = new LinkedHashMap<>();

  /** Runs every contender so many times, every other round in reverse order. */
  static Rounds of(List<Contender> contenders, int rounds, Path logs)
      throws IOException, InterruptedException {
    Rounds result = new Rounds();
    for (Contender contender : contenders) {
      result.runs.put(contender.name(), new ArrayList<>());
    }
    List<Contender> order = new ArrayList<>(contenders);
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : order) {
        Path log = logs.resolve(contender.name() + "-" + round + ".log");
        Measurement measured = MeasuredProcess.run(contender, log);
        result.runs.getOrDefault(contender.name(), new ArrayList<>()).add(measured);
        System.out.printf(
            Locale.ROOT,
            "  round %d  %-18s %7.1f s%n",
            round,
            contender.name(),
            measured.seconds());
      }
      Collections.reverse(order);
    }
    return result;
  }

  List<String> names() {
    return List.copyOf(runs.keySet());
  }

  boolean has(String name) {
    return runs.containsKey(name);
  }

  Measurement median(String name) {
    return Measurement.median(all(name));
  }

  /** How many times as fast {@code name} is as {@code other}: the median over the rounds. */
  double speed(String name, String other) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < all(name).size(); round++) {
      ratios.add(all(other).get(round).seconds() / all(name).get(round).seconds());
    }
    return Measurement.medianOf(ratios);
  }

  private List<Measurement> all(String name) {
    return runs.getOrDefault(name, List.of());
  }
}
