package io.github.beamwatch.pipelines.sink;

import io.github.beamwatch.core.spec.ClickHouseSinkSpec;
import io.github.beamwatch.core.spec.ElasticsearchSinkSpec;
import io.github.beamwatch.core.spec.JdbcSinkSpec;
import io.github.beamwatch.core.spec.MongoSinkSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RedisSinkSpec;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.core.spec.WebhookSinkSpec;
import io.github.beamwatch.io.clickhouse.ClickHouseSink;
import io.github.beamwatch.io.elasticsearch.ElasticsearchSink;
import io.github.beamwatch.io.jdbc.JdbcSink;
import io.github.beamwatch.io.mongodb.MongoSink;
import io.github.beamwatch.io.redis.RedisSink;
import io.github.beamwatch.io.webhook.WebhookSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every connector that takes rows in batches. A new one is a class, its settings in {@link
 * SinkSpec}, and a line here.
 *
 * <p>Kafka, files and the console are none of them. A topic's writer waits for its broker with the
 * bundle, and keys by series; a set of files appears whole, with the end of its window; the console
 * does not fail.
 */
public final class SinkKinds {

  private static final List<SinkKind<?>> ALL =
      List.of(
          new SinkKind<>(
              "elasticsearch",
              SinkSpec::elasticsearch,
              ElasticsearchSink::new,
              ElasticsearchSinkSpec::retryFor),
          new SinkKind<>("redis", SinkSpec::redis, RedisSink::new, RedisSinkSpec::retryFor),
          new SinkKind<>(
              "clickhouse",
              SinkSpec::clickhouse,
              ClickHouseSink::new,
              ClickHouseSinkSpec::retryFor),
          new SinkKind<>("webhook", SinkSpec::webhook, WebhookSink::new, WebhookSinkSpec::retryFor),
          new SinkKind<>("jdbc", SinkSpec::jdbc, JdbcSink::new, JdbcSinkSpec::retryFor),
          new SinkKind<>("mongodb", SinkSpec::mongodb, MongoSink::new, MongoSinkSpec::retryFor));

  private SinkKinds() {}

  /** The connector of this sink; none where Beam's own writers do the work. */
  public static Optional<BoundSink> of(SinkSpec spec) {
    return ALL.stream().flatMap(kind -> kind.of(spec).stream()).findFirst();
  }

  /** The sinks of a spec by their place in it, such as {@code alerts.sinks[1].webhook}. */
  public static Map<String, BoundSink> of(PipelineSpec spec) {
    Map<String, BoundSink> sinks = new LinkedHashMap<>();
    add("alerts.sinks", spec.alerts().sinks(), sinks);
    add("sinks.metrics", spec.sinks().metrics(), sinks);
    add("sinks.scores", spec.sinks().scores(), sinks);
    add("sinks.deadLetters", spec.sinks().deadLetters(), sinks);
    return sinks;
  }

  /** Those of some sinks at a place of a spec, such as {@code sinks.top}. */
  public static Map<String, BoundSink> of(String path, List<SinkSpec> specs) {
    Map<String, BoundSink> sinks = new LinkedHashMap<>();
    add(path, specs, sinks);
    return sinks;
  }

  private static void add(String path, List<SinkSpec> specs, Map<String, BoundSink> sinks) {
    for (int i = 0; i < specs.size(); i++) {
      String at = path + "[" + i + "]";
      of(specs.get(i)).ifPresent(sink -> sinks.put(at + "." + sink.kind(), sink));
    }
  }
}
