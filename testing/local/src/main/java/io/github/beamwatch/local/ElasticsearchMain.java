package io.github.beamwatch.local;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.node.NodeValidationException;
import org.elasticsearch.reindex.ReindexPlugin;
import org.elasticsearch.transport.Netty4Plugin;

/**
 * One node of Elasticsearch 7.17: {@code ElasticsearchMain PORT FOLDER}. Runs until it is ended.
 */
public final class ElasticsearchMain {

  private ElasticsearchMain() {}

  /** Prints the address once it answers. */
  public static void main(String[] args) throws NodeValidationException, InterruptedException {
    if (args.length != 2) {
      System.err.println("usage: ElasticsearchMain PORT FOLDER");
      System.exit(2);
    }
    Settings settings =
        Settings.builder()
            .put("cluster.name", "beamwatch-local")
            .put("node.name", "local")
            .put("path.home", args[1])
            .put("network.host", "127.0.0.1")
            .put("http.port", args[0])
            .put("transport.port", "0")
            .put("http.type", Netty4Plugin.NETTY_HTTP_TRANSPORT_NAME)
            .put("transport.type", Netty4Plugin.NETTY_TRANSPORT_NAME)
            .put("discovery.type", "single-node")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    Node node = new EmbeddedNode(settings);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    node.close();
                  } catch (java.io.IOException e) {
                    // It is ending anyway.
                  }
                  ended.countDown();
                },
                "stop-elasticsearch"));
    node.start();
    System.out.println("http://127.0.0.1:" + args[0]);
    ended.await();
  }

  /** A node's constructor with plug-ins is for subclasses. */
  private static final class EmbeddedNode extends Node {
    EmbeddedNode(Settings settings) {
      super(
          InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "local"),
          List.of(Netty4Plugin.class, ReindexPlugin.class),
          false);
    }
  }
}
