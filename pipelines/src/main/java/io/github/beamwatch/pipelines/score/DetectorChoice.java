package io.github.beamwatch.pipelines.score;

import io.github.beamwatch.core.detector.Detector;
import io.github.beamwatch.core.detector.DetectorKind;
import io.github.beamwatch.core.detector.DetectorKind.Channels;
import io.github.beamwatch.core.detector.Detectors;
import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.detector.SeriesDetector;
import io.github.beamwatch.core.model.RowModel;
import io.github.beamwatch.core.model.RowModelKind;
import io.github.beamwatch.core.model.RowModels;
import io.github.beamwatch.core.scoring.Judges;
import io.github.beamwatch.core.scoring.ModelJudges;
import io.github.beamwatch.core.scoring.SeriesJudges;
import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.pipelines.UserException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A detector as it is named on the command line.
 *
 * @param name its name
 * @param settings {@code name=value} of its parameters
 * @param threshold in place of the detector's own; null keeps that
 * @param seed for detectors that draw random numbers
 */
public record DetectorChoice(
    String name, List<String> settings, @Nullable Double threshold, long seed) {
  private static final String SEED = "seed";

  /**
   * The judges of series.
   *
   * @param channels how many columns they are to look at
   * @throws UserException where there is no detector of that name, or it cannot be set or used so
   */
  public Judges ofSeries(int channels) {
    DetectorKind kind = detectorKind();
    if (kind.channels() == Channels.ONE && channels > 1) {
      throw new UserException(
          "%s looks at one column, and %d are chosen; detectors of several: %s"
              .formatted(name, channels, names(Channels.SEVERAL)));
    }
    if (kind.channels() == Channels.SEVERAL && channels == 1) {
      throw new UserException(
          "%s looks at several columns, and one is chosen; detectors of one: %s"
              .formatted(name, names(Channels.ONE)));
    }
    Detector detector = made(kind.parameters(), kind::with);
    SeriesDetector usual = SeriesDetector.of(detector);
    return new SeriesJudges(
        threshold == null
            ? usual
            : new SeriesDetector(
                detector, threshold, detector.learning(), SeriesDetector.DEFAULT_TTL));
  }

  /**
   * The judges of rows without time.
   *
   * @throws UserException where there is no model of that name, or it cannot be set so
   */
  public Judges ofRows() {
    RowModelKind kind = modelKind();
    RowModel model = made(kind.parameters(), kind::with);
    return new ModelJudges(model, threshold, seed);
  }

  private DetectorKind detectorKind() {
    List<String> names = Detectors.all().stream().map(DetectorKind::name).toList();
    return Detectors.named(name)
        .orElseThrow(
            () ->
                new UserException(
                    RowModels.named(name).isPresent()
                        ? "%s judges rows without time: leave --timestamp out, or choose of %s"
                            .formatted(name, String.join(", ", names))
                        : "unknown detector '%s'%s"
                            .formatted(name, NearestName.choice(name, names, "detectors"))));
  }

  private RowModelKind modelKind() {
    List<String> names = RowModels.all().stream().map(RowModelKind::name).toList();
    return RowModels.named(name)
        .orElseThrow(
            () ->
                new UserException(
                    Detectors.named(name).isPresent()
                        ? "%s judges series: name the column of their times with --timestamp, or choose a model of rows: %s"
                            .formatted(name, String.join(", ", names))
                        : "unknown model of rows '%s'%s"
                            .formatted(name, NearestName.choice(name, names, "models"))));
  }

  /** Makes it with what the user has set. */
  private <T> T made(List<Parameter> parameters, Function<Map<String, Double>, T> make) {
    Map<String, Double> set = new TreeMap<>();
    if (parameters.stream().map(Parameter::name).anyMatch(SEED::equals)) {
      set.put(SEED, (double) seed);
    }
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      try {
        set.put(
            setting.substring(0, Math.max(0, equals)),
            Double.valueOf(setting.substring(equals + 1)));
      } catch (NumberFormatException e) {
        throw new UserException(
            "--set %s: write a parameter of the detector and a number, such as warmup=100"
                .formatted(setting));
      }
    }
    try {
      return make.apply(set);
    } catch (IllegalArgumentException e) {
      throw new UserException("--set: " + e.getMessage());
    }
  }

  private static String names(Channels channels) {
    List<String> names =
        Detectors.all().stream()
            .filter(kind -> kind.channels() == channels || kind.channels() == Channels.ANY)
            .map(DetectorKind::name)
            .toList();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
