package io.github.beamwatch.io.elasticsearch;

import io.github.beamwatch.core.spec.ElasticsearchSinkSpec;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.http.HttpEndpoint;
import io.github.beamwatch.io.sink.BatchSink;

/**
 * Writes rows as documents of Elasticsearch (7.8 and newer) or OpenSearch, by bulk requests. A
 * document's id is the row's, so a row that is written again replaces itself; an alert that is
 * resolved replaces the one that fired, and one that fired earlier never replaces a newer one.
 *
 * <p>{@link #prepare} installs an index template for each kind of row, unless there is one already.
 */
public final class ElasticsearchSink implements BatchSink {

  private static final long serialVersionUID = 1L;

  private final ElasticsearchSinkSpec spec;

  /** A cluster as a spec says. */
  public ElasticsearchSink(ElasticsearchSinkSpec spec) {
    this.spec = spec;
  }

  private Nodes nodes() {
    return new Nodes(spec.urls().stream().map(this::endpoint).toList());
  }

  private HttpEndpoint endpoint(String url) {
    HttpEndpoint endpoint =
        HttpEndpoint.of(url)
            .withTimeouts(HttpEndpoint.DEFAULT_CONNECT_TIMEOUT, spec.timeout())
            .withCaFile(spec.caFile());
    if (spec.apiKey() != null) {
      return endpoint.withHeader("Authorization", Secret.of("ApiKey " + spec.apiKey().reveal()));
    }
    return spec.username() == null || spec.password() == null
        ? endpoint
        : endpoint.withBasicAuth(spec.username(), spec.password());
  }

  @Override
  public void prepare() throws ConnectorUnavailableException, InterruptedException {
    new IndexTemplates(nodes(), spec).install();
  }

  @Override
  public Writer open() {
    return new BulkWriter(nodes(), new Indexes(spec.indexPrefix(), spec.daily()));
  }
}
