package io.github.beamwatch.io.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.io.http.HttpAnswer;
import io.github.beamwatch.io.sink.BatchSink;
import io.github.beamwatch.io.sink.BatchSink.Outcome;
import io.github.beamwatch.io.sink.BatchSink.Unwritten;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRow.Kind;
import io.github.beamwatch.io.sink.SinkUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes batches by {@code _bulk}, and reads of every document what became of it. */
final class BulkWriter implements BatchSink.Writer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/_bulk?filter_path=errors,items.*.status,items.*.error";
  private static final int CONFLICT = 409;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final int FIRST_ERROR = 300;

  private final Nodes nodes;
  private final Indexes indexes;

  BulkWriter(Nodes nodes, Indexes indexes) {
    this.nodes = nodes;
    this.indexes = indexes;
  }

  @Override
  public Outcome write(List<SinkRow> rows) throws SinkUnavailableException, InterruptedException {
    byte[] body = body(rows).getBytes(StandardCharsets.UTF_8);
    HttpAnswer answer = nodes.ask(node -> node.post(PATH, "application/x-ndjson", body));
    return switch (answer.outcome()) {
      case OK -> outcome(rows, answer);
      case RETRY -> throw new SinkUnavailableException(answer.reason(), answer.retryAfter());
      case REFUSED ->
          answer.status() == TOO_LARGE && rows.size() > 1
              ? inHalves(rows)
              : Outcome.refused(rows, answer.reason() + ": " + answer.excerpt());
    };
  }

  /** What stands before the server may take less at once than the server itself. */
  private Outcome inHalves(List<SinkRow> rows)
      throws SinkUnavailableException, InterruptedException {
    Outcome first = write(rows.subList(0, rows.size() / 2));
    Outcome second = write(rows.subList(rows.size() / 2, rows.size()));
    List<Unwritten> refused = new ArrayList<>(first.refused());
    refused.addAll(second.refused());
    List<Unwritten> again = new ArrayList<>(first.again());
    again.addAll(second.again());
    return new Outcome(refused, again, null);
  }

  private String body(List<SinkRow> rows) {
    StringBuilder body = new StringBuilder();
    for (SinkRow row : rows) {
      body.append("{\"index\":{\"_index\":\"")
          .append(indexes.of(row))
          .append("\",\"_id\":\"")
          .append(row.id())
          .append('"');
      if (row.kind() == Kind.ALERT) {
        // An older state of an alert, written again, does not replace a newer one.
        body.append(",\"version_type\":\"external_gte\",\"version\":")
            .append(Math.max(0, row.endMillis()));
      }
      body.append("}}\n").append(row.json()).append('\n');
    }
    return body.toString();
  }

  private static Outcome outcome(List<SinkRow> rows, HttpAnswer answer)
      throws SinkUnavailableException {
    JsonNode read;
    try {
      read = JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new SinkUnavailableException("the answer of the server is not JSON", null);
    }
    if (read.isObject() && read.path("errors").isBoolean() && !read.path("errors").asBoolean()) {
      return Outcome.WRITTEN;
    }
    JsonNode items = read.path("items");
    if (items.size() != rows.size()) {
      throw new SinkUnavailableException("the answer of the server is not one to a bulk", null);
    }
    List<Unwritten> refused = new ArrayList<>();
    List<Unwritten> again = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      JsonNode item = items.get(i).elements().next();
      int status = item.path("status").asInt();
      if (status < FIRST_ERROR || status == CONFLICT) {
        continue; // written, or a newer state of it is
      }
      Unwritten row = new Unwritten(rows.get(i), reason(status, item.path("error")));
      (status == TOO_MANY || status >= SERVER_ERROR ? again : refused).add(row);
    }
    return new Outcome(refused, again, null);
  }

  private static String reason(int status, JsonNode error) {
    String cause = error.path("caused_by").path("reason").asText();
    return "the server answered "
        + status
        + ", "
        + error.path("type").asText("no reason")
        + ": "
        + error.path("reason").asText()
        + (cause.isEmpty() ? "" : " (" + cause + ")");
  }
}
