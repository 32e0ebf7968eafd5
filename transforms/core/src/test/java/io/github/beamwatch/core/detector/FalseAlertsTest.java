package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The false alerts that a detector's Javadoc states are those that are measured. To write the
 * sentence for a new detector, run this test: it prints it.
 */
class FalseAlertsTest {
  private static final Path SOURCES =
      Path.of("src/main/java", Detector.class.getPackageName().replace('.', '/'));
  private static final String BEGIN = "False alerts a week: ";
  private static final Pattern STATED = Pattern.compile("([a-z ]+) ([0-9.]+)[,.]");

  static Stream<DetectorKind> kinds() {
    return Detectors.all().stream()
        .filter(kind -> kind.channels() != DetectorKind.Channels.SEVERAL);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theJavadocStatesWhatIsMeasured(DetectorKind kind) throws IOException {
    Detector detector = TestDetectors.usual(kind);
    int seeds = TestDetectors.COSTLY.contains(kind.name()) ? 1 : FalseAlerts.SEEDS;
    Map<String, Double> measured = new TreeMap<>();
    StringBuilder sentence = new StringBuilder();
    for (SignalKind signal : SignalKind.values()) {
      double alerts = FalseAlerts.perWeek(detector, signal, seeds);
      measured.put(signal.words(), alerts);
      sentence.append(
          String.format(Locale.ROOT, "%s %s, ", signal.words(), Math.round(10.0 * alerts) / 10.0));
    }
    System.out.println(kind.name() + ": " + BEGIN + sentence);
    Map<String, Double> stated = stated(detector.getClass());

    assertThat(stated.keySet()).isEqualTo(measured.keySet());
    measured.forEach(
        (signal, alerts) ->
            assertThat(stated.get(signal))
                .as(signal)
                .isBetween(alerts / 1.5 - 0.5, alerts * 1.5 + 0.5));
  }

  private static Map<String, Double> stated(Class<?> detector) throws IOException {
    String source = Files.readString(SOURCES.resolve(detector.getSimpleName() + ".java"));
    String text = source.replaceAll("\\s+\\*\\s+", " ");
    int at = text.indexOf(BEGIN);
    assertThat(at).as("'%s' in the Javadoc of %s", BEGIN, detector).isPositive();
    Matcher numbers =
        STATED.matcher(text.substring(at + BEGIN.length(), text.indexOf("Not meant for", at)));
    Map<String, Double> stated = new TreeMap<>();
    while (numbers.find()) {
      stated.put(numbers.group(1).strip(), Double.valueOf(numbers.group(2)));
    }
    return stated;
  }
}
