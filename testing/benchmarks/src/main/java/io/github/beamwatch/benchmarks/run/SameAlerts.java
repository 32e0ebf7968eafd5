package io.github.beamwatch.benchmarks.run;

import io.github.beamwatch.fixtures.AlertFiles;
import io.github.beamwatch.fixtures.PlainAlert;
import io.github.beamwatch.fixtures.SamePlainAlerts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Checks that programs were measured at the same work. */
final class SameAlerts {

  private SameAlerts() {}

  /** A sentence for the first contender whose alerts differ from those of the first; else empty. */
  static Optional<String> difference(List<Contender> contenders) throws IOException {
    List<PlainAlert> expected = AlertFiles.read(contenders.get(0).output());
    for (Contender contender : contenders.subList(1, contenders.size())) {
      Optional<String> difference =
          SamePlainAlerts.difference(expected, AlertFiles.read(contender.output()));
      if (difference.isPresent()) {
        return Optional.of(
            String.format(
                "ALERTS DIFFER: %s against %s: %s",
                contender.name(), contenders.get(0).name(), difference.get()));
      }
    }
    System.out.printf("All gave the same %d alerts.%n", expected.size());
    return Optional.empty();
  }
}
