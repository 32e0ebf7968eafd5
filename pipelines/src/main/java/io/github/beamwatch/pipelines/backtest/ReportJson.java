package io.github.beamwatch.pipelines.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.evaluation.EventTally;
import io.github.beamwatch.pipelines.backtest.BacktestReport.IncidentOutcome;
import io.github.beamwatch.pipelines.backtest.BacktestReport.Outcome;
import io.github.beamwatch.pipelines.backtest.BacktestReport.RuleOutcome;
import io.github.beamwatch.pipelines.backtest.BacktestReport.SeriesOutcome;
import io.github.beamwatch.pipelines.backtest.BacktestReport.ThresholdOutcome;
import io.github.beamwatch.pipelines.evaluate.RaisedAlert;
import java.util.Locale;
import java.util.Map;

/** A backtest's numbers as JSON. A number that is not defined is null; names are as in evaluate. */
final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MILLIS_PER_MINUTE = 60_000.0;

  private ReportJson() {}

  static String of(BacktestReport report) throws JsonProcessingException {
    ObjectNode json = JSON.createObjectNode();
    json.put("spec", report.loaded().spec().name());
    json.put("spec_version", report.loaded().specVersion());
    json.put("source", report.loaded().source());
    json.put("from", report.from().toString());
    json.put("to", report.to().toString());
    number(json, "days", report.days());
    json.put("dead_letters", report.deadLetters());
    put(json.putObject("all"), report.all());
    ArrayNode rules = json.putArray("rules");
    report.rules().forEach(rule -> put(rules.addObject(), rule));
    if (report.labelled()) {
      ArrayNode incidents = json.putArray("incidents");
      report.incidents().forEach(incident -> put(incidents.addObject(), incident));
    }
    ArrayNode series = json.putArray("series");
    for (SeriesOutcome one : report.series()) {
      ObjectNode node = series.addObject();
      labels(node, one.labels());
      node.put("alerts", one.alerts());
      node.put("alerts_in_shadow", one.inShadow());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static void put(ObjectNode json, RuleOutcome rule) {
    RuleHistory history = rule.history();
    json.put("rule", history.rule().rule());
    json.put("mode", history.rule().mode().name().toLowerCase(Locale.ROOT));
    json.put("windows_judged", rule.judged());
    for (Kind kind : Kind.values()) {
      json.put(kind == Kind.ANOMALY ? "anomalies" : word(kind), history.count(kind));
    }
    put(json, rule.outcome());
    ArrayNode thresholds = json.putArray("thresholds");
    for (ThresholdOutcome threshold : rule.thresholds()) {
      ObjectNode node = thresholds.addObject();
      node.put("threshold", threshold.threshold());
      node.put("in_spec", threshold.own());
      node.put("at_most", threshold.atMost());
      put(node, threshold.outcome());
      if (threshold.atMost() && node.has("precision")) {
        node.putNull("precision").putNull("f1");
      }
    }
  }

  private static void put(ObjectNode json, Outcome outcome) {
    json.put("alerts", outcome.alerts());
    number(json, "alerts_per_day", outcome.perDay());
    EventTally tally = outcome.tally();
    if (tally != null) {
      json.put("incidents", tally.events());
      json.put("incidents_found", tally.caught());
      json.put("incidents_missed", tally.events() - tally.caught());
      number(json, "precision", tally.precision());
      number(json, "recall", tally.recall());
      number(json, "f1", tally.f1());
      number(json, "median_minutes_to_detect", tally.medianDelay() / MILLIS_PER_MINUTE);
      number(json, "worst_minutes_to_detect", tally.worstDelay() / MILLIS_PER_MINUTE);
    }
  }

  private static void put(ObjectNode json, IncidentOutcome outcome) {
    json.put("start", outcome.incident().start().toString());
    json.put("end", outcome.incident().end().toString());
    json.put("rule", outcome.incident().rule());
    labels(json, outcome.incident().labels());
    RaisedAlert first = outcome.first();
    json.put("found_at", first == null ? null : first.windowEnd().toString());
    json.put("found_by", first == null ? null : first.rule());
    RaisedAlert inShadow = outcome.inShadow();
    json.put("in_shadow_found_by", inShadow == null ? null : inShadow.rule());
  }

  private static void labels(ObjectNode json, Map<String, String> labels) {
    ObjectNode node = json.putObject("labels");
    labels.forEach(node::put);
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static void number(ObjectNode json, String name, double value) {
    if (Double.isNaN(value)) {
      json.putNull(name);
    } else {
      json.put(name, value);
    }
  }
}
