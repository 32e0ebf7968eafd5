package io.github.beamwatch.io.elasticsearch;

import io.github.beamwatch.core.spec.ElasticsearchSinkSpec.Flavor;
import io.github.beamwatch.fixtures.search.SearchServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Against a real node of Elasticsearch 8.17. */
class Elasticsearch8SinkTest extends SearchSinkContract {

  private static SearchServer server;

  @BeforeAll
  static void start() {
    server = SearchServer.start(SearchServer.Kind.ELASTICSEARCH_8);
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
    return Flavor.ELASTICSEARCH;
  }
}
