package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.ElasticsearchSinkSpec;
import io.github.beamwatch.core.spec.ElasticsearchSinkSpec.Flavor;
import java.util.regex.Pattern;

/** Checks of an Elasticsearch or OpenSearch sink. */
final class ElasticsearchRules {

  private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,99}");

  private ElasticsearchRules() {}

  static void check(String path, ElasticsearchSinkSpec sink, Findings findings) {
    if (sink.urls().isEmpty()) {
      findings.add(path + "/urls", "is empty; name at least one node as http://host:port");
    }
    for (int i = 0; i < sink.urls().size(); i++) {
      UrlRules.server(Findings.at(path + "/urls", i), sink.urls().get(i), findings);
    }
    if (!PREFIX.matcher(sink.indexPrefix()).matches()) {
      findings.add(
          path + "/indexPrefix",
          "{} cannot begin the name of an index; use up to 100 lower-case letters, digits, '-', '_'"
              + " and '.', a letter or digit first",
          sink.indexPrefix());
    }
    UrlRules.login(path, sink.username(), sink.password(), findings);
    if (sink.apiKey() != null) {
      if (sink.username() != null || sink.password() != null) {
        findings.add(
            path + "/apiKey", "stands beside a username; only one of the two can be there");
      }
      if (sink.flavor() == Flavor.OPENSEARCH) {
        findings.add(path + "/apiKey", "is not known to OpenSearch; use username and password");
      }
      if (sink.apiKey().isBlank()) {
        findings.add(path + "/apiKey", "is empty; give the key, or leave it out");
      }
    }
    findings.notBlank(path + "/caFile", "name a PEM file, or leave the key out", sink.caFile());
    findings.positive(path + "/timeout", sink.timeout());
    SinkRules.retryFor(path, sink.retryFor(), findings);
  }
}
