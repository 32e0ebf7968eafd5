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
public record Programs(Path home, Path output, String heap, int parallelism) {

  private static final String MAIN = "io.github.beamwatch.pipelines.cli.Main";
  private static final String REFERENCES = "io.github.beamwatch.benchmarks.";

  /** The product on a runner: {@code direct}, {@code flink} or {@code spark}. */
  Contender ours(String runner, Path input) {
    String name = "ours-" + runner;
    List<String> command = ours(runner);
    command.addAll(
        List.of(
            "--input=" + input,
            "--output=" + folder(name),
            "--runner=" + capitalized(runner) + "Runner",
            "--parallelism=" + parallelism));
    return new Contender(name, command, folder(name));
  }

  /** The same, with no other results than the template asks for: no metric points, no verdicts. */
  Contender oursAlertsOnly(String runner, Path input) {
    String name = "alerts-" + runner;
    String files = "[{files: {path: " + folder(name) + "}}]";
    List<String> command = ours(runner);
    command.addAll(
        List.of(
            "--input=" + input,
            "--set=alerts.sinks=" + files,
            "--set=sinks.deadLetters=" + files,
            "--runner=" + capitalized(runner) + "Runner",
            "--parallelism=" + parallelism));
    return new Contender(name, command, folder(name));
  }

  /**
   * The product on Flink, from topic to topic until it is stopped.
   *
   * @param servers the broker
   * @param events the topic to read
   * @param alerts the topic to write; dead letters go to {@code dead-letters} behind its name
   */
  public List<String> oursFromKafka(String servers, String events, String alerts) {
    List<String> command = ours("flink");
    command.addAll(
        List.of(
            "--runner=FlinkRunner",
            "--parallelism=" + parallelism,
            "--set=source.kafka.bootstrapServers=" + servers,
            "--set=source.kafka.topic=" + events,
            "--set=alerts.sinks=[{kafka: {topic: " + alerts + "}}]",
            "--set=sinks.deadLetters=[{kafka: {topic: " + alerts + "-dead-letters}}]"));
    return command;
  }

  /** The hand-written Flink job, from topic to topic until it is stopped. */
  public List<String> flinkFromKafka(String servers, String events, String alerts) {
    List<String> command = referenceJava("flink", "flink.FlinkKafkaAdJob");
    command.addAll(List.of(servers, events, alerts, String.valueOf(parallelism)));
    return command;
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
    return floor("floor.PlainScan", "floor", input);
  }

  /** {@code generate users} into a folder. */
  Contender generateUsers(int users, Path transactions, Path labels) {
    List<String> command = command("direct", "generate");
    command.addAll(
        List.of(
            "users",
            "--users=" + users,
            "--output=" + transactions,
            "--labels=" + labels,
            "--parallelism=" + parallelism));
    return new Contender("generate", command, transactions);
  }

  /** The most unusual users by one thread; {@code features} is {@code eight} or {@code all}. */
  Contender userFloor(Path input, String features) {
    return floor("users.PlainUserScan", "floor-users", input, features);
  }

  /** The same as a hand-written Spark SQL job with LinkedIn's isolation forest. */
  Contender userSpark(Path input, String features) {
    return reference("spark", "spark.SparkUserJob", "spark-users", input, features);
  }

  /**
   * {@code top user-behaviour} over files of transactions, with an isolation forest as the others
   * have: all features, reasons, insights and the report are made too.
   */
  Contender userTop(String runner, Path input) {
    String name = "ours-" + runner;
    List<String> command = command(runner, "top");
    command.addAll(
        List.of(
            "user-behaviour",
            "--input=" + input + "/*.csv.gz",
            "--output=" + folder(name),
            "--set=model.name=isolation_forest",
            "--parallelism=" + parallelism));
    return new Contender(name, command, folder(name));
  }

  /**
   * {@code score} on Direct over a file of {@code timestamp,temperature,…}.
   *
   * @param columns {@code --value=…} or {@code --features=…}
   */
  Contender score(String detector, String columns, Path input) {
    String name = detector + (columns.startsWith("--features") ? "-features" : "");
    List<String> command = command("direct", "score");
    command.addAll(
        List.of(
            "--detector=" + detector,
            "--timestamp=timestamp",
            columns,
            "--input=" + input,
            "--output=" + folder(name),
            "--parallelism=" + parallelism));
    return new Contender(name, command, folder(name));
  }

  private Contender floor(String mainClass, String name, Path input, String... further) {
    List<String> command = new ArrayList<>(List.of(javaCommand(), "-Xmx" + heap));
    command.addAll(
        List.of(
            "-cp",
            home.resolve("testing/benchmarks/target/classes").toString(),
            REFERENCES + mainClass,
            input.toString(),
            folder(name).toString()));
    command.addAll(List.of(further));
    return new Contender(name, command, folder(name));
  }

  private List<String> ours(String runner) {
    List<String> command = command(runner, "run");
    command.add("ad-metrics-plain");
    return command;
  }

  private List<String> command(String runner, String name) {
    Path bundle = bundleFolder(runner);
    List<String> command = java(runner);
    // As bin/beamwatch does.
    command.addAll(
        List.of(
            "-XX:SharedArchiveFile=" + bundle.resolve("target/beamwatch.jsa"), "-Xlog:cds=off"));
    command.addAll(
        List.of(
            "-cp",
            bundle.resolve("target/beamwatch-" + runner + ".jar")
                + ":"
                + bundle.resolve("target/engine/*"),
            MAIN,
            name));
    return command;
  }

  private Contender reference(
      String engine, String mainClass, String name, Path input, String... further) {
    List<String> command = referenceJava(engine, mainClass);
    command.addAll(List.of(input.toString(), folder(name).toString(), String.valueOf(parallelism)));
    command.addAll(List.of(further));
    return new Contender(name, command, folder(name));
  }

  private List<String> referenceJava(String engine, String mainClass) {
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
            REFERENCES + mainClass));
    return command;
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
