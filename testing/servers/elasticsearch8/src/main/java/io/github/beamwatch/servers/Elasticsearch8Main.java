package io.github.beamwatch.servers;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.elasticsearch.Build;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.http.AbstractHttpServerTransport;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.node.NodeValidationException;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestController;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;

/**
 * One node of Elasticsearch 8.17: {@code Elasticsearch8Main PORT TRANSPORT_PORT FOLDER}. Ends when
 * its standard input does. The jars of {@code elasticsearch8.classpath} are on the module path, as
 * in Elastic's own distribution; what speaks HTTP is a module of the node, in its folder.
 */
public final class Elasticsearch8Main {

  private static final String NETTY = "transport-netty4";

  private Elasticsearch8Main() {}

  /** Runs until standard input closes. */
  public static void main(String[] args)
      throws NodeValidationException, IOException, ReflectiveOperationException {
    Path home = Path.of(args[2]);
    installHttp(home.resolve("modules").resolve(NETTY));
    Settings settings =
        Settings.builder()
            .put("cluster.name", "beamwatch-test")
            .put("node.name", "one")
            .put("path.home", home.toString())
            .put("network.host", "127.0.0.1")
            .put("http.port", args[0])
            .put("transport.port", args[1])
            .put("discovery.type", "single-node")
            // A build machine's disk is fuller than a server's should be.
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    LogConfigurator.configureESLogging();
    try (Node node =
        new Node(
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "one"))) {
      requests(node).registerHandler(new SayWho());
      node.start();
      while (System.in.read() >= 0) {
        // Whatever is typed means nothing; the end of it means stop.
      }
    }
    System.exit(0);
  }

  /** What answers the node's requests; it is given to plug-ins alone. */
  private static RestController requests(Node node) throws ReflectiveOperationException {
    Field dispatcher = AbstractHttpServerTransport.class.getDeclaredField("dispatcher");
    dispatcher.setAccessible(true);
    return (RestController) dispatcher.get(node.injector().getInstance(HttpServerTransport.class));
  }

  /** A server refuses a module whose jars it has already: these are left out of its own. */
  private static void installHttp(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<String> jars = new ArrayList<>(jars("elasticsearch8-all.classpath"));
    jars.removeAll(jars("elasticsearch8.classpath"));
    for (String jar : jars) {
      Path link = folder.resolve(Path.of(jar).getFileName());
      if (!Files.exists(link)) {
        Files.copy(Path.of(jar), link);
      }
    }
    String version = Build.current().version();
    Files.writeString(
        folder.resolve("plugin-descriptor.properties"),
        """
        name=%s
        description=HTTP
        classname=org.elasticsearch.transport.netty4.Netty4Plugin
        version=%s
        elasticsearch.version=%s
        java.version=17
        """
            .formatted(NETTY, version, version));
  }

  private static List<String> jars(String list) throws IOException {
    try (InputStream in = Elasticsearch8Main.class.getResourceAsStream(list)) {
      if (in == null) {
        throw new IllegalStateException("the build writes " + list);
      }
      String paths = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      return Arrays.asList(paths.split(java.io.File.pathSeparator, -1));
    }
  }

  /** The answer to {@code GET /}, whose own module is in no registry. */
  private static final class SayWho extends BaseRestHandler {

    @Override
    public String getName() {
      return "say_who";
    }

    @Override
    public List<Route> routes() {
      return List.of(new Route(RestRequest.Method.GET, "/"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
      return channel -> {
        try (var answer = channel.newBuilder()) {
          answer.startObject().field("name", "one").startObject("version");
          answer.field("number", Build.current().version()).endObject();
          answer.field("tagline", "You Know, for Search").endObject();
          channel.sendResponse(new RestResponse(RestStatus.OK, answer));
        }
      };
    }
  }
}
