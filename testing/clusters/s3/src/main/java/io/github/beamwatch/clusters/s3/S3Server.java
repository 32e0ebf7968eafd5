package io.github.beamwatch.clusters.s3;

import io.github.beamwatch.fixtures.process.ChildProcess;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.fixtures.process.ServerProcess;
import java.nio.file.Path;

/** A running S3 server on loopback, empty. */
public final class S3Server implements AutoCloseable {

  public static final String ACCESS_KEY = "local-identity";
  public static final String SECRET_KEY = "never-print-me-s3";

  private final int port = LoopbackPorts.free();
  private final ChildProcess process;

  private S3Server(Path folder) {
    process =
        ServerProcess.start(
            S3Main.class, S3Main.READY, folder, Integer.toString(port), ACCESS_KEY, SECRET_KEY);
  }

  /** Starts one, with its console in this folder. */
  public static S3Server start(Path folder) {
    return new S3Server(folder);
  }

  /** Such as {@code http://127.0.0.1:23456}. */
  public String endpoint() {
    return "http://" + LoopbackPorts.HOST + ":" + port;
  }

  @Override
  public void close() {
    process.close();
  }
}
