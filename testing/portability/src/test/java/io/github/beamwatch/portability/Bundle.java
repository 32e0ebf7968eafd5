package io.github.beamwatch.portability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The bundles that the build has made, one for each runner. */
enum Bundle {
  DIRECT,
  FLINK,
  SPARK;

  static final String MAIN_CLASS = "io.github.beamwatch.pipelines.cli.Main";
  private static final Path HOME =
      Path.of(System.getProperty("beamwatch.home", "../..")).toAbsolutePath().normalize();
  private static final String HEAP = "-Xmx1g";

  /** Starts {@code run} on this runner. */
  BundleProcess run(Path folder, Map<String, String> environment, List<String> arguments) {
    return start("run", folder, environment, arguments);
  }

  /**
   * Starts a command on this runner, as {@code bin/beamwatch} does.
   *
   * @param name the command, such as {@code run}
   * @param folder the working directory, which also keeps the console
   * @param environment additions to the environment
   * @param arguments what follows the command
   */
  BundleProcess start(
      String name, Path folder, Map<String, String> environment, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.add("--runner=" + runner());
    return launch(name, folder, environment, all);
  }

  /** Starts a command that is not about a runner. */
  BundleProcess command(String name, Path folder, List<String> arguments) {
    return launch(name, folder, Map.of(), arguments);
  }

  private BundleProcess launch(
      String name, Path folder, Map<String, String> environment, List<String> arguments) {
    List<String> command = java(jar() + separator() + module().resolve("target/engine/*"));
    command.add(MAIN_CLASS);
    command.add(name);
    command.addAll(arguments);
    return BundleProcess.start(word(), command, environment, folder);
  }

  /** Starts a program of the tests with this bundle's classes. */
  BundleProcess runMain(
      Class<?> main, Path folder, Map<String, String> environment, List<String> arguments) {
    Path classes = HOME.resolve("testing/portability/target/test-classes");
    List<String> command =
        java(
            String.join(
                separator(),
                jar().toString(),
                module().resolve("target/engine/*").toString(),
                classes.toString()));
    command.add(main.getName());
    command.addAll(arguments);
    return BundleProcess.start(word(), command, environment, folder);
  }

  private List<String> java(String classpath) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + module().resolve("jvm.flags"),
            HEAP,
            "-cp",
            classpath));
  }

  private static String separator() {
    return System.getProperty("path.separator");
  }

  /** A file or folder of the repository. */
  static Path file(String path) {
    return HOME.resolve(path);
  }

  /** The jar to submit. */
  Path jar() {
    Path jar = module().resolve("target/beamwatch-" + word() + ".jar");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is missing: run mvn verify from the root");
    }
    return jar;
  }

  /** The JVM flags that belong to it, without the comments. */
  List<String> jvmFlags() throws IOException {
    return Files.readAllLines(module().resolve("jvm.flags")).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /** The jars of a stock engine of this kind. */
  Path engine() {
    return HOME.resolve("testing/clusters").resolve(word()).resolve("target/engine");
  }

  /** A folder that a cluster of this kind leaves behind to be looked at. */
  Path clusterFolder() {
    return HOME.resolve("testing/portability/target").resolve(word() + "-cluster");
  }

  private Path module() {
    return HOME.resolve("runners-config").resolve(word());
  }

  /** The value of {@code --runner}. */
  String runner() {
    return name().charAt(0) + word().substring(1) + "Runner";
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
