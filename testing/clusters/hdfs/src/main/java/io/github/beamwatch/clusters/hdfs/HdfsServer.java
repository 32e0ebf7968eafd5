package io.github.beamwatch.clusters.hdfs;

import io.github.beamwatch.fixtures.process.ChildProcess;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.fixtures.process.ServerProcess;
import java.nio.file.Path;

/** A running HDFS of one NameNode and one DataNode on loopback. */
public final class HdfsServer implements AutoCloseable {

  private final int port = LoopbackPorts.free();
  private final ChildProcess process;

  private HdfsServer(Path folder) {
    process =
        ServerProcess.start(
            HdfsMain.class,
            HdfsMain.READY,
            folder,
            Integer.toString(port),
            folder.resolve("dfs").toString());
  }

  /** Starts one that keeps its blocks in this folder. */
  public static HdfsServer start(Path folder) {
    return new HdfsServer(folder);
  }

  /** Such as {@code hdfs://127.0.0.1:23456}. */
  public String url() {
    return "hdfs://" + LoopbackPorts.HOST + ":" + port;
  }

  @Override
  public void close() {
    process.close();
  }
}
