package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/detectors.md} says of every registered detector what the code says. */
class DetectorDocumentTest {
  private static final Path DOCUMENT = Path.of("../../docs/detectors.md");

  static List<DetectorKind> kinds() {
    return Detectors.all();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theDocumentHasItsRows(DetectorKind kind) throws IOException {
    String document = Files.readString(DOCUMENT);

    assertThat(document).contains("| `" + kind.name() + "` | " + kind.summary() + " |");
    for (Parameter parameter : kind.parameters()) {
      assertThat(document)
          .contains(
              "| `%s` | `%s` | %s | %s | %s |"
                  .formatted(
                      kind.name(),
                      parameter.name(),
                      text(parameter.byDefault()),
                      text(parameter.min()) + " to " + text(parameter.max()),
                      parameter.meaning()));
    }
  }

  @Test
  void everyRowIsOfARegisteredDetector() throws IOException {
    List<String> names = Detectors.all().stream().map(DetectorKind::name).toList();
    long rows = Detectors.all().stream().mapToLong(kind -> kind.parameters().size()).sum();
    List<String> lines =
        Files.readAllLines(DOCUMENT).stream()
            .filter(line -> line.matches("\\| `[a-z0-9_]+` \\|.*"))
            .toList();

    assertThat(lines).allMatch(line -> names.contains(line.split("`", 3)[1]));
    assertThat(lines.stream().filter(line -> line.matches("\\| `\\w+` \\| `\\w+` \\|.*")).count())
        .isEqualTo(rows);
  }

  /** Whole numbers without a point. */
  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
