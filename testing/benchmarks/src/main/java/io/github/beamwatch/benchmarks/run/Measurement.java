package io.github.beamwatch.benchmarks.run;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One run of one program.
 *
 * @param seconds from the start of the process to its end
 * @param cpuSeconds user and system time of all its threads, as of the last look at it
 * @param peakMegabytes the most memory it ever held (resident), 0 where the system does not say
 */
record Measurement(double seconds, double cpuSeconds, double peakMegabytes) {

  /** Each number's median. */
  static Measurement median(List<Measurement> runs) {
    return new Measurement(
        median(runs, Measurement::seconds),
        median(runs, Measurement::cpuSeconds),
        median(runs, Measurement::peakMegabytes));
  }

  static double medianOf(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted(Comparator.naturalOrder()).toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static double median(List<Measurement> runs, ToDoubleFunction<Measurement> number) {
    return medianOf(runs.stream().mapToDouble(number).boxed().toList());
  }
}
