package io.github.beamwatch.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tests of all modules have run by now, with secrets that all hold one marker. Nothing that
 * they have put out may hold it: no report, no log, no file.
 */
class SecretsAppearNowhereIT {

  private static final Path HOME =
      Path.of(System.getProperty("beamwatch.home", "../..")).toAbsolutePath().normalize();
  private static final Pattern TEST_CLASS = Pattern.compile("(.+(?:Test|IT))\\.java");

  /** So few would mean that the marker is not what the tests use any more. */
  private static final int FEWEST_TESTS = 3;

  @Test
  void noOutputOfAnyTestHoldsASecret() throws IOException {
    assertThat(OutputScan.ofTargets(HOME, Set.of("secrecy"))).isEmpty();
  }

  @Test
  void testsWithSecretsHaveRun() throws IOException {
    List<String> unreported = new ArrayList<>();
    int reported = 0;
    for (Path source : testsWithSecrets()) {
      if (hasReport(source)) {
        reported++;
      } else {
        unreported.add(HOME.relativize(source).toString());
      }
    }
    assertThat(unreported).as("have not run; run mvn verify from the root").isEmpty();
    assertThat(reported).isGreaterThanOrEqualTo(FEWEST_TESTS);
  }

  private static List<Path> testsWithSecrets() throws IOException {
    try (Stream<Path> files = Files.walk(HOME)) {
      List<Path> found = new ArrayList<>();
      for (Path file : files.filter(SecretsAppearNowhereIT::isTest).toList()) {
        if (Files.readString(file).contains(OutputScan.MARKER)) {
          found.add(file);
        }
      }
      return found;
    }
  }

  private static boolean isTest(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.contains("/src/test/java/")
        && !path.contains("/testing/secrecy/")
        && TEST_CLASS.matcher(String.valueOf(file.getFileName())).matches();
  }

  /** Whether its tests have left a report. */
  private static boolean hasReport(Path source) throws IOException {
    String path = source.toString().replace('\\', '/');
    int module = path.indexOf("/src/test/java/");
    String name =
        path.substring(module + "/src/test/java/".length())
            .replace('/', '.')
            .replaceFirst("\\.java$", "");
    Path target = Path.of(path.substring(0, module), "target");
    for (String kind : List.of("surefire-reports", "failsafe-reports")) {
      if (Files.isRegularFile(target.resolve(kind).resolve("TEST-" + name + ".xml"))) {
        return true;
      }
    }
    return false;
  }
}
