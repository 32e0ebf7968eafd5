package io.github.beamwatch.io.sink;

import io.github.beamwatch.io.sink.SinkRow.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows for tests. */
public final class Rows {

  /** When the alerts of these tests begin. */
  public static final long START = Instant.parse("2026-01-31T23:58:00Z").toEpochMilli();

  private static final long MINUTE = 60_000;

  private Rows() {}

  /** A small alert of this id. */
  public static SinkRow alert(String id) {
    return new SinkRow(
        Kind.ALERT, id, "ctr_drop", labels("UK"), 60_000, 120_000, "{\"alert_id\":\"" + id + "\"}");
  }

  /** So many small alerts, named {@code a0}, {@code a1} and so on. */
  public static List<SinkRow> alerts(int count) {
    List<SinkRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(alert("a" + i));
    }
    return rows;
  }

  private static TreeMap<String, String> labels(String country) {
    return new TreeMap<>(Map.of("country", country, "ad_format", "a:b"));
  }

  /** An alert with all of its fields, which fires at once. */
  public static SinkRow firing(String id) {
    return alert(id, "firing", 1, 0.123456789012345);
  }

  /** The same alert three minutes later, on the next day. */
  public static SinkRow resolved(String id) {
    return alert(id, "resolved", 4, 9.5);
  }

  private static SinkRow alert(String id, String status, int minutes, double value) {
    String json =
        """
        {"alert_id":"%s","status":"%s","alert_type":"ctr_drop","severity":"high","pipeline":"ads",
        "spec_version":"0123456789ab","labels":{"ad_format":"a:b","country":"UK"},
        "metric_name":"ctr","current_value":%s,"expected_value":9.25,"deviation_percent":null,
        "score":0.5,"detector":"ema_ratio","window_start":"%s","window_end":"%s","alert_time":"%s",
        "starts_at":"%s","ends_at":%s,"occurrences":2,"message":"ctr fell: “ä”","samples":94}"""
            .formatted(
                id,
                status,
                value,
                at(minutes - 1),
                at(minutes),
                at(minutes),
                at(0),
                status.equals("firing") ? "null" : "\"" + at(minutes) + "\"")
            .replace("\n", "");
    return new SinkRow(
        Kind.ALERT, id, "ctr_drop", labels("UK"), START, START + minutes * MINUTE, json);
  }

  /** A metric point of a minute. */
  public static SinkRow metric(String country, int minute, double clicks) {
    String json =
        """
        {"pipeline":"ads","labels":{"ad_format":"a:b","country":"%s"},"window_start":"%s","window_end":"%s",
        "samples":7,"measures":{"clicks":%s},"metrics":{"ctr":null,"ecpm":2.5}}"""
            .formatted(country, at(minute), at(minute + 1), clicks)
            .replace("\n", "");
    return new SinkRow(
        Kind.METRIC,
        "m-" + country + "-" + minute,
        "",
        labels(country),
        START + minute * MINUTE,
        START + (minute + 1) * MINUTE,
        json);
  }

  /** A score of a minute; {@code expected} may be {@code null}. */
  public static SinkRow score(String rule, int minute, String expected) {
    String json =
        """
        {"pipeline":"ads","labels":{"ad_format":"a:b","country":"UK"},"rule":"%s","metric_name":"ctr",
        "detector":"ema_ratio","window_start":"%s","window_end":"%s","verdict":"NORMAL","value":4.5,
        "expected":%s,"deviation_percent":null,"score":1.5,"threshold":2.0,"samples":7,"imputed":true}"""
            .formatted(rule, at(minute), at(minute + 1), expected)
            .replace("\n", "");
    return new SinkRow(
        Kind.SCORE,
        "s-" + rule + "-" + minute,
        rule,
        labels("UK"),
        START + minute * MINUTE,
        START + (minute + 1) * MINUTE,
        json);
  }

  /** A dead letter. */
  public static SinkRow deadLetter(String id) {
    return new SinkRow(
        Kind.DEAD_LETTER,
        id,
        "",
        new TreeMap<>(),
        SinkRow.NO_TIME,
        SinkRow.NO_TIME,
        "{\"pipeline\":\"ads\",\"stage\":\"parse\",\"reason\":\"malformed\",\"detail\":\"no JSON\","
            + "\"payload\":\"{oops\",\"payload_encoding\":\"text\",\"source\":null,"
            + "\"spec_version\":\"0123456789ab\"}");
  }

  /** The time so many minutes after the start, as JSON has it. */
  public static String at(int minute) {
    return Instant.ofEpochMilli(START + minute * MINUTE).toString().replace("Z", ".000Z");
  }
}
