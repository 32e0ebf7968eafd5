package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.ClickHouseSinkSpec;
import java.util.regex.Pattern;

/** Checks of a ClickHouse sink. */
final class ClickHouseRules {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

  private ClickHouseRules() {}

  static void check(String path, ClickHouseSinkSpec sink, Findings findings) {
    UrlRules.server(path + "/url", sink.url(), findings);
    name(path + "/database", sink.database(), "be the name of a database", findings);
    name(path + "/tablePrefix", sink.tablePrefix(), "begin the name of a table", findings);
    UrlRules.login(path, sink.username(), sink.password(), findings);
    findings.notBlank(path + "/caFile", "name a PEM file, or leave the key out", sink.caFile());
    findings.positive(path + "/timeout", sink.timeout());
    SinkRules.retryFor(path, sink.retryFor(), findings);
  }

  private static void name(String path, String name, String what, Findings findings) {
    if (!NAME.matcher(name).matches()) {
      findings.add(
          path,
          "{} cannot " + what + "; use up to 100 letters, digits and '_', no digit first",
          name);
    }
  }
}
