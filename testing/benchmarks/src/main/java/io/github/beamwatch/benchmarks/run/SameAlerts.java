package io.github.beamwatch.benchmarks.run;

import io.github.beamwatch.fixtures.AlertFiles;
import io.github.beamwatch.fixtures.PlainAlert;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Checks that programs were measured at the same work. */
final class SameAlerts {

  private SameAlerts() {}

  /** A sentence for the first contender whose alerts differ from those of the first; else empty. */
  static Optional<String> difference(List<Contender> contenders) throws IOException {
    List<String> expected = alerts(contenders.get(0));
    for (Contender contender : contenders.subList(1, contenders.size())) {
      List<String> found = alerts(contender);
      if (!found.equals(expected)) {
        return Optional.of(
            String.format(
                "ALERTS DIFFER: %s gave %d, %s gave %d; compare %s and %s",
                contenders.get(0).name(),
                expected.size(),
                contender.name(),
                found.size(),
                contenders.get(0).output(),
                contender.output()));
      }
    }
    System.out.printf("All gave the same %d alerts.%n", expected.size());
    return Optional.empty();
  }

  private static List<String> alerts(Contender contender) throws IOException {
    return AlertFiles.read(contender.output()).stream().map(PlainAlert::line).toList();
  }
}
