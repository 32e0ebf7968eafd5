package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.RedisSinkSpec;

/** Checks of a Redis sink. */
final class RedisRules {

  private static final int LAST_DATABASE = 1_000_000;

  private RedisRules() {}

  static void check(String path, RedisSinkSpec sink, Findings findings) {
    if (sink.address() != null && !ConnectorRules.isAddress(sink.address())) {
      findings.add(path + "/address", "{} does not look like host:port", sink.address());
    }
    if (sink.username() != null && sink.password() == null) {
      findings.add(path + "/username", "needs a password beside it");
    }
    findings.notBlank(path + "/username", "name the user, or leave the key out", sink.username());
    if (sink.database() < 0 || sink.database() > LAST_DATABASE) {
      findings.add(path + "/database", "{} is not the number of a database", sink.database());
    }
    findings.positive(path + "/ttl", sink.ttl());
    findings.positive(path + "/timeout", sink.timeout());
    SinkRules.retryFor(path, sink.retryFor(), findings);
  }
}
