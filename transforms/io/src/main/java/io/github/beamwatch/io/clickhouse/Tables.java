package io.github.beamwatch.io.clickhouse;

import io.github.beamwatch.core.spec.ClickHouseSinkSpec;
import io.github.beamwatch.io.sink.SinkRow.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names of the tables, and the statements of {@code tables.sql} that make them.
 *
 * @param database where they are
 * @param prefix what their names begin with
 */
record Tables(String database, String prefix) {

  private static final String STATEMENTS = "tables.sql";

  /** What there are tables for. */
  static final List<Kind> KINDS = List.of(Kind.ALERT, Kind.METRIC, Kind.SCORE, Kind.DEAD_LETTER);

  static Tables of(ClickHouseSinkSpec spec) {
    return new Tables(spec.database(), spec.tablePrefix());
  }

  String of(Kind kind) {
    return database
        + "."
        + prefix
        + switch (kind) {
          case ALERT -> "alerts";
          case METRIC -> "metrics";
          case SCORE -> "scores";
          case DEAD_LETTER -> "dead_letters";
          case ENTITY -> throw new IllegalArgumentException("no table for ranked entities");
        };
  }

  List<String> statements() {
    try (InputStream in = Tables.class.getResourceAsStream(STATEMENTS)) {
      if (in == null) {
        throw new IllegalStateException(STATEMENTS + " is missing from the jar");
      }
      String sql =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replaceAll("(?m)^--.*$", "")
              .replace("{database}", database)
              .replace("{prefix}", prefix);
      return Stream.of(sql.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
