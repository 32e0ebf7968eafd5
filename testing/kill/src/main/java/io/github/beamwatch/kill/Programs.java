package io.github.beamwatch.kill;

import io.github.beamwatch.fixtures.process.ChildProcess;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the build has made, and how it is started. */
final class Programs {

  private static final String HEAP = "-Xmx1g";

  private final Path home;

  /**
   * @param home the repository
   */
  Programs(Path home) {
    this.home = home.toAbsolutePath().normalize();
  }

  /** The jars of a stock Flink. */
  Path flinkJars() {
    return home.resolve("testing/clusters/flink/target/engine");
  }

  /** The settings that are shipped for a Flink cluster. */
  Path flinkSettings() {
    return home.resolve("runners-config/flink/conf/config.yaml");
  }

  Path submitScript() {
    return home.resolve("runners-config/flink/submit.sh");
  }

  Path spec(String name) {
    return home.resolve("testing/kill/specs").resolve(name);
  }

  /** Starts the Direct bundle as {@code bin/beamwatch} does. */
  ChildProcess direct(
      String name, Map<String, String> environment, Path log, List<String> arguments) {
    Path module = home.resolve("runners-config/direct");
    List<String> command = new ArrayList<>();
    command.add(ChildProcess.java());
    command.add("@" + module.resolve("jvm.flags"));
    command.add(HEAP);
    command.add("-cp");
    command.add(
        module.resolve("target/beamwatch-direct.jar")
            + File.pathSeparator
            + module.resolve("target/engine/*"));
    command.add("io.github.beamwatch.pipelines.cli.Main");
    command.addAll(arguments);
    return ChildProcess.start(name, command, environment, log);
  }
}
