package io.github.beamwatch.io.elasticsearch;

import io.github.beamwatch.core.spec.ElasticsearchSinkSpec;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRow.Kind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Where documents go.
 *
 * @param prefix what every name begins with
 * @param daily whether there is an index for each day
 */
record Indexes(String prefix, boolean daily) {

  /** Ranked entities are in an index of this name, unless the spec has a prefix of its own. */
  private static final String ANOMALIES = "anomalies";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu.MM.dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What all indexes of a kind begin with, and the name of its template. */
  String base(Kind kind) {
    return switch (kind) {
      case ALERT -> prefix + "-alerts";
      case METRIC -> prefix + "-metrics";
      case SCORE -> prefix + "-scores";
      case DEAD_LETTER -> prefix + "-dead-letters";
      case ENTITY ->
          prefix.equals(ElasticsearchSinkSpec.DEFAULT_INDEX_PREFIX)
              ? ANOMALIES
              : prefix + "-" + ANOMALIES;
    };
  }

  /** By the day on which it began, so that an alert is found again when it is resolved. */
  String of(SinkRow row) {
    return daily && row.kind() != Kind.DEAD_LETTER && row.kind() != Kind.ENTITY
        ? base(row.kind()) + "-" + DAY.format(Instant.ofEpochMilli(row.startMillis()))
        : base(row.kind());
  }
}
