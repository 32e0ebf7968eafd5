package io.github.beamwatch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import redis.embedded.core.ExecutableProvider;

/** Lays a Redis server for this machine into a folder and prints its path. */
public final class RedisBinary {

  private RedisBinary() {}

  /** {@code RedisBinary FOLDER}. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: RedisBinary FOLDER");
      System.exit(2);
    }
    Path unpacked = ExecutableProvider.newJarResourceProvider().get().toPath();
    Path kept = Path.of(args[0]).resolve("redis-server");
    Files.createDirectories(kept.getParent());
    Files.copy(unpacked, kept, StandardCopyOption.REPLACE_EXISTING);
    if (!kept.toFile().setExecutable(true)) {
      throw new IOException(kept + " cannot be made executable");
    }
    System.out.println(kept);
  }
}
