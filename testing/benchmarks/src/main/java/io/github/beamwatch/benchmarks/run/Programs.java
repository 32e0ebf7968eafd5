package io.github.beamwatch.benchmarks.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How ours and the references are started. All run with the same heap and the same parallelism.
 *
 * @param home the repository, built
 * @param output under which each gets a folder of its own
 * @param heap such as {@code 2g}
 * @param parallelism how many workers
 */
record Programs(Path home, Path output, String heap, int parallelism) {

  private static final String MAIN = "io.github.beamwatch.pipelines.cli.Main";
  private static final String REFERENCES = "io.github.beamwatch.benchmarks.";

  /** The product on a runner: {@code direct}, {@code flink} or {@code spark}. */
  Contender ours(String runner, Path input) {
    Path bundle = bundleFolder(runner);
    String name = "ours-" + runner;
    List<String> command = java(runner);
    command.addAll(
        List.of(
            "-cp",
            bundle.resolve("target/beamwatch-" + runner + ".jar")
                + ":"
                + bundle.resolve("target/engine/*"),
            MAIN,
            "run",
            "ad-metrics-plain",
            "--input=" + input,
            "--output=" + folder(name),
            "--runner=" + capitalized(runner) + "Runner",
            "--parallelism=" + parallelism));
    return new Contender(name, command, folder(name));
  }

  /** The hand-written Flink job; {@code reading} is {@code chained} or {@code rebalanced}. */
  Contender flink(String reading, Path input) {
    return reference("flink", "flink.FlinkAdJob", "flink-" + reading, input, reading);
  }

  /** The hand-written Spark SQL job. */
  Contender spark(Path input) {
    return reference("spark", "spark.SparkAdJob", "spark-sql", input);
  }

  /** The one-thread floor. */
  Contender floor(Path input) {
    List<String> command = new ArrayList<>(List.of(javaCommand(), "-Xmx" + heap));
    command.addAll(
        List.of(
            "-cp",
            home.resolve("testing/benchmarks/target/classes").toString(),
            REFERENCES + "floor.PlainScan",
            input.toString(),
            folder("floor").toString()));
    return new Contender("floor", command, folder("floor"));
  }

  private Contender reference(
      String engine, String mainClass, String name, Path input, String... further) {
    Path module = home.resolve("testing/benchmarks").resolve(engine);
    List<String> command = java(engine);
    if (engine.equals("flink")) {
      command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    }
    command.addAll(
        List.of(
            "-cp",
            module.resolve("target/classes")
                + ":"
                + home.resolve("testing/benchmarks/target/classes")
                + ":"
                + module.resolve("target/engine/*"),
            REFERENCES + mainClass,
            input.toString(),
            folder(name).toString(),
            String.valueOf(parallelism)));
    command.addAll(List.of(further));
    return new Contender(name, command, folder(name));
  }

  /** Ours and the reference of an engine get the same flags. */
  private List<String> java(String engine) {
    return new ArrayList<>(
        List.of(javaCommand(), "@" + bundleFolder(engine).resolve("jvm.flags"), "-Xmx" + heap));
  }

  private Path bundleFolder(String runner) {
    return home.resolve("runners-config").resolve(runner);
  }

  private Path folder(String name) {
    return output.resolve(name);
  }

  private static String javaCommand() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
