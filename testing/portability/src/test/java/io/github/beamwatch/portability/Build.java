package io.github.beamwatch.portability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the build put what these tests run. */
final class Build {

  static final String MAIN_CLASS = "io.github.beamwatch.pipelines.cli.Main";

  private static final Path HOME = Path.of(System.getProperty("beamwatch.home", "../.."));

  private Build() {}

  /** The jar to submit. */
  static Path bundle(String runner) {
    return HOME.resolve("runners-config/" + runner + "/target/beamwatch-" + runner + ".jar")
        .toAbsolutePath()
        .normalize();
  }

  /** The JVM flags that belong to the bundle, without the comments. */
  static List<String> jvmFlags(String runner) throws IOException {
    return Files.readAllLines(HOME.resolve("runners-config/" + runner + "/jvm.flags")).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /** The jars of a stock engine. */
  static Path engine(String runner) {
    return HOME.resolve("testing/clusters/" + runner + "/target/engine");
  }

  /** A folder for what a test leaves behind to be looked at. */
  static Path folder(String test) throws IOException {
    return Files.createDirectories(HOME.resolve("testing/portability/target/" + test));
  }
}
