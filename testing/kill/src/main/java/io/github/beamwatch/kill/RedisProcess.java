package io.github.beamwatch.kill;

import io.github.beamwatch.fixtures.process.ChildProcess;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/** A Redis server that keeps what it knows when it is killed, as one for claims has to. */
final class RedisProcess implements AutoCloseable {

  private final Path folder;
  private final Path binary;
  private final int port = LoopbackPorts.free();
  private ChildProcess process;
  private int starts;

  private RedisProcess(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    binary = folder.resolve("redis-server");
    Files.copy(
        ExecutableProvider.newJarResourceProvider().get().toPath(),
        binary,
        StandardCopyOption.REPLACE_EXISTING);
    if (!binary.toFile().setExecutable(true)) {
      throw new IOException(binary + " cannot be made executable");
    }
    process = launch();
  }

  /** Starts one that keeps its log in the folder. */
  static RedisProcess start(Path folder) throws IOException {
    return new RedisProcess(folder);
  }

  /** What a spec calls it. */
  String uri() {
    return "redis://" + LoopbackPorts.HOST + ":" + port;
  }

  /** {@code kill -9}. */
  void kill() {
    process.kill();
  }

  /** Starts again at the same address with what was known. */
  void restart() {
    process = launch();
  }

  private ChildProcess launch() {
    starts++;
    return ChildProcess.start(
        "redis",
        List.of(
            binary.toString(),
            "--bind",
            LoopbackPorts.HOST,
            "--port",
            String.valueOf(port),
            "--dir",
            folder.toString(),
            "--appendonly",
            "yes",
            "--save",
            ""),
        Map.of(),
        folder.resolve("redis-" + starts + ".log"));
  }

  @Override
  public void close() {
    process.close();
  }
}
