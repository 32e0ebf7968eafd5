package io.github.beamwatch.io.elasticsearch;

import io.github.beamwatch.core.spec.ElasticsearchSinkSpec.Flavor;
import io.github.beamwatch.fixtures.search.SearchServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Against a real node of OpenSearch 2.19. */
class OpenSearchSinkTest extends SearchSinkContract {

  private static SearchServer server;

  @BeforeAll
  static void start() {
    server = SearchServer.start(SearchServer.Kind.OPENSEARCH);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  SearchServer server() {
    return server;
  }

  @Override
  Flavor flavor() {
    return Flavor.OPENSEARCH;
  }
}
