package io.github.beamwatch.servers;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.node.NodeValidationException;
import org.elasticsearch.transport.Netty4Plugin;

/**
 * One node of Elasticsearch 7.17: {@code ElasticsearchMain PORT TRANSPORT_PORT FOLDER}. Ends when
 * its standard input does.
 */
public final class ElasticsearchMain {

  private ElasticsearchMain() {}

  /** Runs until standard input closes. */
  public static void main(String[] args) throws NodeValidationException, IOException {
    Settings settings =
        Settings.builder()
            .put("cluster.name", "beamwatch-test")
            .put("node.name", "one")
            .put("path.home", args[2])
            .put("network.host", "127.0.0.1")
            .put("http.type", Netty4Plugin.NETTY_HTTP_TRANSPORT_NAME)
            .put("transport.type", Netty4Plugin.NETTY_TRANSPORT_NAME)
            .put("http.port", args[0])
            .put("transport.port", args[1])
            .put("discovery.type", "single-node")
            // A build machine's disk is fuller than a server's should be.
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    try (Node node = new EmbeddedNode(settings)) {
      node.start();
      while (System.in.read() >= 0) {
        // Whatever is typed means nothing; the end of it means stop.
      }
    }
    System.exit(0);
  }

  /** The constructor that takes plug-ins is for subclasses. */
  private static final class EmbeddedNode extends Node {
    EmbeddedNode(Settings settings) {
      super(
          InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "one"),
          List.of(Netty4Plugin.class),
          false);
    }
  }
}
