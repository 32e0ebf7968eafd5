package io.github.beamwatch.benchmarks.deliver;

import java.time.Instant;

/**
 * An alert of the benchmark.
 *
 * @param id what it is found by in a message
 * @param number its series
 */
record SentAlert(String id, int number) {

  private static final Instant START = Instant.parse("2025-12-17T08:16:00Z");

  /** The alert of this number in a trial of this name. */
  static SentAlert of(String trial, int number) {
    return new SentAlert(trial + "-" + number + ".", number);
  }

  /** As detection writes it. */
  String json() {
    return """
        {"alert_id":"%s","status":"firing","alert_type":"ctr_drop","severity":"high",\
        "pipeline":"ad-metrics","spec_version":"0123456789ab","labels":{"country":"C%d"},\
        "metric_name":"ctr","current_value":2.13,"expected_value":9.07,"deviation_percent":-76.5,\
        "score":0.235,"detector":"ema_ratio","window_start":"%s","window_end":"%s",\
        "alert_time":"%s","starts_at":"%s","ends_at":null,"occurrences":1,\
        "message":"ctr fell to 2.13, 76.5 %% below the expected 9.07","samples":94}"""
        .formatted(id, number, START, START.plusSeconds(60), START.plusSeconds(60), START);
  }

  /** As Alertmanager takes it. */
  String alertmanagerJson() {
    return """
        {"labels":{"alertname":"ctr_drop","country":"C%d","alert_id":"%s","severity":"high"},\
        "annotations":{"description":"ctr fell to 2.13, 76.5 %% below the expected 9.07"}}"""
        .formatted(number, id);
  }
}
