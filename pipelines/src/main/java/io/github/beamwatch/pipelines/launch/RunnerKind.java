package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.pipelines.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The runners that Beamwatch is tested on. A bundle holds one of them. */
public enum RunnerKind {
  DIRECT("DirectRunner", "Direct", "org.apache.beam.runners.direct.DirectRunner"),
  FLINK("FlinkRunner", "Flink", "org.apache.beam.runners.flink.FlinkRunner"),
  SPARK("SparkRunner", "Spark", "org.apache.beam.runners.spark.SparkRunner");

  private final String optionValue;
  private final String title;
  private final String className;

  RunnerKind(String optionValue, String title, String className) {
    this.optionValue = optionValue;
    this.title = title;
    this.className = className;
  }

  /** The value of {@code --runner}. */
  public String optionValue() {
    return optionValue;
  }

  /** The name a person uses. */
  public String title() {
    return title;
  }

  /** The runners on the class path, in the order of this enumeration. */
  public static List<RunnerKind> available() {
    return Arrays.stream(values()).filter(RunnerKind::present).toList();
  }

  /**
   * The runner to use.
   *
   * @param wanted the value of {@code --runner}; null means the one that is there
   * @throws UserException if there is no such runner, or not in this bundle
   */
  public static RunnerKind choose(@Nullable String wanted) {
    List<RunnerKind> available = available();
    if (wanted == null) {
      if (available.isEmpty()) {
        throw new UserException("no Beam runner is on the class path; start a bundle's jar");
      }
      return available.get(0);
    }
    RunnerKind kind = named(wanted);
    if (!available.contains(kind)) {
      throw new UserException(
          "this is the %s bundle; %s needs another one: use bin/beamwatch run --runner=%s"
              .formatted(titles(available), kind.optionValue, kind.optionValue));
    }
    return kind;
  }

  private static RunnerKind named(String wanted) {
    String name = wanted.substring(wanted.lastIndexOf('.') + 1);
    for (RunnerKind kind : values()) {
      if (kind.optionValue.equalsIgnoreCase(name) || kind.title.equalsIgnoreCase(name)) {
        return kind;
      }
    }
    List<String> names = Arrays.stream(values()).map(RunnerKind::optionValue).toList();
    throw new UserException(
        "unknown runner '%s'%s".formatted(wanted, NearestName.choice(wanted, names, "runners")));
  }

  private boolean present() {
    try {
      Class.forName(className, false, RunnerKind.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static String titles(List<RunnerKind> kinds) {
    return kinds.isEmpty()
        ? "empty"
        : kinds.stream().map(RunnerKind::title).collect(Collectors.joining(" and "));
  }
}
