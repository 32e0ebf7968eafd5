package io.github.beamwatch.clusters.hdfs;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** {@code HdfsMain PORT FOLDER}: runs until its standard input closes. */
public final class HdfsMain {

  /** What it prints when it answers. */
  static final String READY = "HDFS answers";

  private HdfsMain() {}

  /** Runs until its standard input closes. */
  public static void main(String[] args) throws IOException {
    Configuration conf = new Configuration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, Path.of(args[1]).toString());
    conf.set("dfs.permissions.enabled", "false");
    MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(conf)
            .nameNodePort(Integer.parseInt(args[0]))
            .numDataNodes(1)
            .build();
    cluster.waitActive();
    System.out.println(READY);
    while (System.in.read() >= 0) {
      // Whatever is typed means nothing; the end of it means stop.
    }
    System.exit(0);
  }
}
