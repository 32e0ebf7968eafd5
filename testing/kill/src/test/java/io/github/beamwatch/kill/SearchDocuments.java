package io.github.beamwatch.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** What an Elasticsearch holds. */
final class SearchDocuments {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private SearchDocuments() {}

  /** A field of every document of these indexes, whether or not it is there more than once. */
  static List<String> field(String server, String indexes, String field) {
    get(server + "/" + indexes + "/_refresh");
    JsonNode found = get(server + "/" + indexes + "/_search?size=10000&_source_includes=" + field);
    List<String> values = new ArrayList<>();
    for (JsonNode hit : found.path("hits").path("hits")) {
      values.add(hit.path("_source").path(field).asText());
    }
    return values;
  }

  private static JsonNode get(String address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
      return new ObjectMapper().readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new IllegalStateException(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
