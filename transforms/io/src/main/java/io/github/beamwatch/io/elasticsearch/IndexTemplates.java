package io.github.beamwatch.io.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.core.spec.ElasticsearchSinkSpec;
import io.github.beamwatch.core.spec.ElasticsearchSinkSpec.Flavor;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.http.HttpAnswer;
import io.github.beamwatch.io.http.HttpAnswer.Outcome;
import io.github.beamwatch.io.sink.SinkRow.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Looks whose server it is, and installs the index templates that are not there. The mappings are
 * the JSON files beside this class.
 */
final class IndexTemplates {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NOT_FOUND = 404;
  private static final int OLDEST_MAJOR = 7;
  private static final int OLDEST_MINOR = 8;

  private final Nodes nodes;
  private final ElasticsearchSinkSpec spec;

  IndexTemplates(Nodes nodes, ElasticsearchSinkSpec spec) {
    this.nodes = nodes;
    this.spec = spec;
  }

  void install() throws ConnectorUnavailableException, InterruptedException {
    checkServer();
    Indexes indexes = new Indexes(spec.indexPrefix(), spec.daily());
    for (Kind kind : Kind.values()) {
      String path = "/_index_template/" + indexes.base(kind);
      HttpAnswer there = nodes.ask(node -> node.head(path));
      if (there.ok()) {
        continue;
      }
      if (there.status() != NOT_FOUND) {
        throw refused(there, "to look for its index templates");
      }
      byte[] body = template(kind, indexes.base(kind));
      HttpAnswer put = nodes.ask(node -> node.put(path, "application/json", body));
      if (!put.ok()) {
        throw refused(put, "to install an index template: " + put.excerpt());
      }
    }
  }

  private void checkServer() throws ConnectorUnavailableException, InterruptedException {
    HttpAnswer answer = nodes.ask(node -> node.get("/"));
    if (answer.outcome() == Outcome.RETRY) {
      throw new ConnectorUnavailableException(
          answer.reason() + "; check urls and start the server");
    }
    if (!answer.ok()) {
      throw refused(answer, "who it is");
    }
    JsonNode version = read(answer).path("version");
    boolean isOpenSearch = version.path("distribution").asText().equals("opensearch");
    boolean wantsOpenSearch = spec.flavor() == Flavor.OPENSEARCH;
    String number = version.path("number").asText();
    if (number.isEmpty()) {
      throw new ConnectorUnavailableException(
          spec.urls().get(0) + " is neither Elasticsearch nor OpenSearch");
    }
    if (isOpenSearch != wantsOpenSearch) {
      throw new ConnectorUnavailableException(
          "the server at %s is %s %s; set flavor: %s"
              .formatted(
                  spec.urls().get(0),
                  isOpenSearch ? "OpenSearch" : "Elasticsearch",
                  number,
                  isOpenSearch ? "opensearch" : "elasticsearch"));
    }
    if (!isOpenSearch && isTooOld(number)) {
      throw new ConnectorUnavailableException(
          "the server at %s is Elasticsearch %s; 7.8 or newer is needed"
              .formatted(spec.urls().get(0), number));
    }
  }

  private static boolean isTooOld(String number) {
    String[] parts = number.split("[.]", -1);
    try {
      int major = Integer.parseInt(parts[0]);
      int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
      return major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static JsonNode read(HttpAnswer answer) throws ConnectorUnavailableException {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new ConnectorUnavailableException("the server's answer is not JSON", e);
    }
  }

  private static ConnectorUnavailableException refused(HttpAnswer answer, String what) {
    String login =
        answer.status() == 401 || answer.status() == 403
            ? "; check username and password, or apiKey, and what they may do"
            : "";
    return new ConnectorUnavailableException(answer.reason() + " when asked " + what + login);
  }

  private static byte[] template(Kind kind, String base) {
    String file = kind.word().replace('_', '-') + "-template.json";
    try (InputStream in = IndexTemplates.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the jar");
      }
      ObjectNode template = (ObjectNode) JSON.readTree(in);
      template.putArray("index_patterns").add(base).add(base + "-*");
      return JSON.writeValueAsBytes(template);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
