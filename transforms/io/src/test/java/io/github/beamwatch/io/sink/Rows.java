package io.github.beamwatch.io.sink;

import io.github.beamwatch.io.sink.SinkRow.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows for tests. */
public final class Rows {

  private Rows() {}

  /** An alert of this id. */
  public static SinkRow alert(String id) {
    return new SinkRow(
        Kind.ALERT,
        id,
        "ctr_drop",
        new TreeMap<>(Map.of("country", "UK")),
        60_000,
        120_000,
        "{\"alert_id\":\"" + id + "\"}");
  }

  /** So many alerts, named {@code a0}, {@code a1} and so on. */
  public static List<SinkRow> alerts(int count) {
    List<SinkRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(alert("a" + i));
    }
    return rows;
  }
}
