package io.github.beamwatch.io.jdbc;

import io.github.beamwatch.core.spec.JdbcSinkSpec;
import io.github.beamwatch.io.sink.SinkRow;
import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statement that writes a row, with its values by name. */
final class RowStatement implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Pattern NAMED = Pattern.compile(":(id|kind|rule|labels|start|end|json)\\b");

  private final String sql;
  private final List<String> names;

  private RowStatement(String text) {
    names = new ArrayList<>();
    StringBuilder out = new StringBuilder();
    Matcher matcher = NAMED.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
      matcher.appendReplacement(out, "?");
    }
    sql = matcher.appendTail(out).toString();
  }

  static RowStatement of(JdbcSinkSpec spec) {
    return new RowStatement(spec.statement() == null ? upsert(spec.table()) : spec.statement());
  }

  /** What makes the table in PostgreSQL. */
  static String table(String table) {
    return "CREATE TABLE IF NOT EXISTS "
        + table
        + " (id text PRIMARY KEY, kind text NOT NULL, rule text NOT NULL, labels jsonb NOT NULL,"
        + " starts_at timestamptz, ends_at timestamptz, body jsonb NOT NULL)";
  }

  /** An older state of an alert does not replace a newer one. */
  private static String upsert(String table) {
    return "INSERT INTO "
        + table
        + " AS stored (id, kind, rule, labels, starts_at, ends_at, body) VALUES (:id, :kind, :rule,"
        + " CAST(:labels AS jsonb), :start, :end, CAST(:json AS jsonb)) ON CONFLICT (id) DO UPDATE"
        + " SET kind = excluded.kind, rule = excluded.rule, labels = excluded.labels, starts_at ="
        + " excluded.starts_at, ends_at = excluded.ends_at, body = excluded.body WHERE"
        + " stored.ends_at IS NULL OR excluded.ends_at >= stored.ends_at";
  }

  String sql() {
    return sql;
  }

  void set(PreparedStatement statement, SinkRow row) throws SQLException {
    for (int i = 0; i < names.size(); i++) {
      switch (names.get(i)) {
        case "id" -> statement.setString(i + 1, row.id());
        case "kind" -> statement.setString(i + 1, row.kind().word());
        case "rule" -> statement.setString(i + 1, row.rule());
        case "labels" -> statement.setString(i + 1, LabelsJson.of(row.labels()));
        case "start" -> time(statement, i + 1, row.startMillis());
        case "end" -> time(statement, i + 1, row.endMillis());
        default -> statement.setString(i + 1, row.json());
      }
    }
  }

  private static void time(PreparedStatement statement, int index, long millis)
      throws SQLException {
    if (millis == SinkRow.NO_TIME) {
      statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(
          index, OffsetDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
    }
  }
}
