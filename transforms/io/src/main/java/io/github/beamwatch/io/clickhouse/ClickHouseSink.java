package io.github.beamwatch.io.clickhouse;

import io.github.beamwatch.core.spec.ClickHouseSinkSpec;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.http.HttpAnswer;
import io.github.beamwatch.io.http.HttpCaller;
import io.github.beamwatch.io.http.HttpEndpoint;
import io.github.beamwatch.io.sink.BatchSink;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRow.Kind;
import io.github.beamwatch.io.sink.SinkUnavailableException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes rows to tables of ClickHouse, by inserts of {@code RowBinary} over HTTP. {@link #prepare}
 * makes the tables that are not there, by the statements of {@code tables.sql}, and refuses those
 * whose columns are of other types.
 *
 * <p>The tables replace a row that is written again by itself, in the background; {@code FINAL}
 * behind a table's name shows each row once, and of an alert its newest state. Where a batch has a
 * row that does not fit, that row alone is refused.
 */
public final class ClickHouseSink implements BatchSink {

  private static final long serialVersionUID = 1L;

  private static final String TEXT = "text/plain; charset=UTF-8";
  private static final String BINARY = "application/octet-stream";

  private final ClickHouseSinkSpec spec;

  /** A server as a spec says. */
  public ClickHouseSink(ClickHouseSinkSpec spec) {
    this.spec = spec;
  }

  private HttpEndpoint endpoint() {
    HttpEndpoint endpoint =
        HttpEndpoint.of(spec.url())
            .withTimeouts(HttpEndpoint.DEFAULT_CONNECT_TIMEOUT, spec.timeout())
            .withCaFile(spec.caFile());
    return spec.username() == null || spec.password() == null
        ? endpoint
        : endpoint
            .withHeader("X-ClickHouse-User", Secret.of(spec.username()))
            .withHeader("X-ClickHouse-Key", spec.password());
  }

  @Override
  public void prepare() throws ConnectorUnavailableException, InterruptedException {
    HttpCaller caller = HttpCaller.of(endpoint());
    HttpAnswer alive = caller.get("/ping");
    if (!alive.ok()) {
      throw new ConnectorUnavailableException(alive.reason() + "; check url and start the server");
    }
    for (String statement : Tables.of(spec).statements()) {
      HttpAnswer answer = caller.post("/", TEXT, statement.getBytes(StandardCharsets.UTF_8));
      if (!answer.ok()) {
        throw new ConnectorUnavailableException(
            "ClickHouse does not let us make its tables: "
                + ClickHouseError.of(answer).reason()
                + "; check database, username and password");
      }
    }
    for (Kind kind : Tables.KINDS) {
      checkColumns(caller, kind);
    }
  }

  /** A table that somebody changed would take our bytes for something else. */
  private void checkColumns(HttpCaller caller, Kind kind)
      throws ConnectorUnavailableException, InterruptedException {
    String table = Tables.of(spec).of(kind);
    HttpAnswer answer =
        caller.post(
            "/",
            TEXT,
            ("DESCRIBE TABLE " + table + " FORMAT TabSeparatedRaw")
                .getBytes(StandardCharsets.UTF_8));
    if (!answer.ok()) {
      throw new ConnectorUnavailableException(
          "ClickHouse does not tell the columns of "
              + table
              + ": "
              + ClickHouseError.of(answer).reason());
    }
    Map<String, String> types = new HashMap<>();
    answer
        .text()
        .lines()
        .map(line -> line.split("\t", -1))
        .forEach(cells -> types.put(cells[0], cells[1]));
    for (RowBinary.Column column : TableRows.columns(kind)) {
      String type = types.get(column.name());
      String plain =
          type == null ? "missing" : type.replaceAll("LowCardinality\\((String)\\)", "$1");
      if (!plain.equals(column.type().word())) {
        throw new ConnectorUnavailableException(
            "the column %s of %s is %s, where %s is written; change it back, or choose another tablePrefix"
                .formatted(column.name(), table, plain, column.type().word()));
      }
    }
  }

  @Override
  public Writer open() {
    HttpCaller caller = HttpCaller.of(endpoint());
    return rows -> write(caller, rows);
  }

  private Outcome write(HttpCaller caller, List<SinkRow> rows)
      throws SinkUnavailableException, InterruptedException {
    RowBinary binary = new RowBinary();
    try {
      rows.forEach(row -> TableRows.append(row, binary));
    } catch (IllegalArgumentException e) {
      return rows.size() > 1
          ? inHalves(caller, rows)
          : Outcome.refused(rows, String.valueOf(e.getMessage()));
    }
    HttpAnswer answer = caller.post(insert(rows.get(0).kind()), BINARY, binary.bytes());
    if (answer.ok()) {
      return Outcome.WRITTEN;
    }
    ClickHouseError error = ClickHouseError.of(answer);
    if (!error.isFinal()) {
      throw new SinkUnavailableException(error.reason(), answer.retryAfter());
    }
    return error.ofARow() && rows.size() > 1
        ? inHalves(caller, rows)
        : Outcome.refused(rows, error.reason());
  }

  /** Until the row that does not fit is alone; a half that went well is not written again. */
  private Outcome inHalves(HttpCaller caller, List<SinkRow> rows)
      throws SinkUnavailableException, InterruptedException {
    List<Unwritten> refused = new ArrayList<>();
    refused.addAll(write(caller, rows.subList(0, rows.size() / 2)).refused());
    refused.addAll(write(caller, rows.subList(rows.size() / 2, rows.size())).refused());
    return new Outcome(refused, List.of(), null);
  }

  private String insert(Kind kind) {
    String query =
        "INSERT INTO %s (%s) FORMAT RowBinary"
            .formatted(
                Tables.of(spec).of(kind),
                TableRows.columns(kind).stream()
                    .map(column -> "`" + column.name() + "`")
                    .collect(Collectors.joining(", ")));
    return "/?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
