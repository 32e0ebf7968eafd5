package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.SinkSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks of a sink: that it is of one kind, and what holds for that kind. */
final class SinkRules {

  private SinkRules() {}

  static void check(String path, SinkSpec sink, Findings findings) {
    Map<String, Boolean> kinds = new LinkedHashMap<>();
    kinds.put("kafka", sink.kafka() != null);
    kinds.put("files", sink.files() != null);
    kinds.put("console", sink.console() != null);
    kinds.put("webhook", sink.webhook() != null);
    kinds.put("elasticsearch", sink.elasticsearch() != null);
    kinds.put("redis", sink.redis() != null);
    kinds.put("clickhouse", sink.clickhouse() != null);
    kinds.put("jdbc", sink.jdbc() != null);
    kinds.put("mongodb", sink.mongodb() != null);
    findings.exactlyOne(path, kinds);
    if (sink.elasticsearch() != null) {
      ElasticsearchRules.check(path + "/elasticsearch", sink.elasticsearch(), findings);
    }
    if (sink.redis() != null) {
      if (path.startsWith("/sinks/deadLetters")) {
        findings.add(
            path + "/redis", "keeps nothing for good; send dead letters to another kind of sink");
      }
      RedisRules.check(path + "/redis", sink.redis(), findings);
    }
    if (sink.clickhouse() != null) {
      ClickHouseRules.check(path + "/clickhouse", sink.clickhouse(), findings);
    }
    if (sink.webhook() != null) {
      WebhookRules.check(path + "/webhook", sink.webhook(), findings);
    }
    if (sink.jdbc() != null) {
      DatabaseRules.jdbc(path + "/jdbc", sink.jdbc(), findings);
    }
    if (sink.mongodb() != null) {
      DatabaseRules.mongo(path + "/mongodb", sink.mongodb(), findings);
    }
  }

  /** How long a sink is tried: any duration that Flink's checkpoints can wait for. */
  static void retryFor(String path, @Nullable Duration duration, Findings findings) {
    findings.notNegative(path + "/retryFor", duration);
    if (duration != null && duration.compareTo(LONGEST_RETRY) > 0) {
      findings.add(
          path + "/retryFor",
          "{} is longer than 5m; everything else waits that long, and Flink gives a checkpoint ten"
              + " minutes",
          duration);
    }
  }

  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);
}
