package io.github.beamwatch.pipelines.backtest;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.evaluation.EventTally;
import io.github.beamwatch.core.spec.ConditionSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.pipelines.backtest.BacktestReport.IncidentOutcome;
import io.github.beamwatch.pipelines.backtest.BacktestReport.Outcome;
import io.github.beamwatch.pipelines.backtest.BacktestReport.RuleOutcome;
import io.github.beamwatch.pipelines.backtest.BacktestReport.SeriesOutcome;
import io.github.beamwatch.pipelines.backtest.BacktestReport.ThresholdOutcome;
import io.github.beamwatch.pipelines.evaluate.RaisedAlert;
import io.github.beamwatch.pipelines.page.Figures;
import io.github.beamwatch.pipelines.page.Markup;
import java.time.Duration;
import java.util.List;

/** The tables of the page. */
final class ReportTables {
  private static final int MOST_INCIDENTS = 200;
  private static final int MOST_SERIES = 100;

  private final Markup page;
  private final BacktestReport report;

  ReportTables(Markup page, BacktestReport report) {
    this.page = page;
    this.report = report;
  }

  void rules() {
    page.element("h2", "Rules");
    begin("Rule", "Abnormal when");
    heads("Alerts", "a day", "Windows judged", "Anomalies", "Warm-up", "No data");
    if (report.labelled()) {
      heads("Precision", "Recall", "Found", "Missed", "Median time to detect", "Worst");
    }
    body();
    for (RuleOutcome rule : report.rules()) {
      RuleHistory history = rule.history();
      page.open("tr").open("td", "class", "left").text(history.rule().rule());
      if (history.shadow()) {
        page.text(" ").element("span", "shadow: would have sent", "class", "tag");
      }
      page.close();
      left(condition(history.rule()));
      cells(
          Figures.count(rule.outcome().alerts()),
          Figures.rate(rule.outcome().perDay()),
          Figures.count(rule.judged()),
          Figures.count(history.count(Kind.ANOMALY)),
          Figures.count(history.count(Kind.WARMUP)),
          Figures.count(history.count(Kind.NO_DATA)));
      tally(rule.outcome());
      page.close();
    }
    page.open("tr", "class", "total");
    left("all that send");
    left("");
    cells(
        Figures.count(report.all().alerts()), Figures.rate(report.all().perDay()), "", "", "", "");
    tally(report.all());
    page.close();
    end();
  }

  private void tally(Outcome outcome) {
    tally(outcome, true);
  }

  private void tally(Outcome outcome, boolean precise) {
    EventTally tally = outcome.tally();
    if (tally != null) {
      cells(
          precise ? Figures.share(tally.precision()) : Figures.NONE,
          Figures.share(tally.recall()),
          Figures.count(tally.caught()),
          Figures.count(tally.events() - tally.caught()),
          Figures.duration(tally.medianDelay()),
          Figures.duration(tally.worstDelay()));
    }
  }

  /** A rule's condition in words. */
  static String condition(RuleSpec rule) {
    if (rule.absent() != null) {
      return "no event for " + Figures.duration(rule.absent().after().toMillis());
    }
    String metric = String.join(", ", rule.channels());
    ConditionSpec when = rule.when();
    ThresholdLadder ladder = ThresholdLadder.of(rule);
    if (when == null || ladder == null) {
      return "%s: %s ≥ %s"
          .formatted(
              metric,
              rule.detector() == null ? "score" : rule.detector().name(),
              ladder == null ? Figures.NONE : Figures.number(ladder.own()));
    }
    boolean relative = when.belowRatio() != null || when.aboveRatio() != null;
    return "%s %s %s%s"
        .formatted(
            metric,
            ladder.below() ? "<" : ">",
            Figures.number(ladder.own()),
            relative ? " × expected" : "");
  }

  void thresholds() {
    page.element("h2", "What another threshold would have done");
    page.element(
        "p",
        "Counted again from the scores of this run; the highlighted row is the spec's threshold."
            + " What the rule had learned, and what its guard held back, are taken as they were,"
            + " and “M of N” is not applied, so this is an approximation. Where a threshold asks"
            + " for less than the spec's and the rule has a guard, that would have held many of the"
            + " alerts back: those rows say “at most”, and their precision is not known.");
    for (RuleOutcome rule : report.rules()) {
      if (!rule.thresholds().isEmpty()) {
        thresholds(rule);
      }
    }
  }

  private void thresholds(RuleOutcome rule) {
    page.open("div", "class", "card");
    page.open("h3").text(rule.history().rule().rule());
    page.element("span", " · " + condition(rule.history().rule()), "class", "quiet");
    page.close().open("table").open("thead").open("tr");
    heads("Threshold", "Alerts", "a day");
    if (report.labelled()) {
      heads("Precision", "Recall", "Found", "Missed", "Median time to detect", "Worst");
    }
    body();
    for (ThresholdOutcome threshold : rule.thresholds()) {
      page.open("tr", "class", threshold.own() ? "own" : "other");
      cells(
          Figures.number(threshold.threshold()),
          (threshold.atMost() ? "at most " : "") + Figures.count(threshold.outcome().alerts()),
          Figures.rate(threshold.outcome().perDay()));
      tally(threshold.outcome(), !threshold.atMost());
      page.close();
    }
    end();
  }

  void incidents() {
    page.element("h2", "Labelled incidents");
    begin("Incident", "Rule", "Series");
    heads("Lasted");
    page.element("th", "Found", "class", "left");
    body();
    for (IncidentOutcome outcome : report.incidents().stream().limit(MOST_INCIDENTS).toList()) {
      RaisedAlert first = outcome.first();
      page.open("tr", "class", first == null ? "missed" : "found");
      left(Figures.time(outcome.incident().start()));
      left(outcome.incident().rule() == null ? "any" : outcome.incident().rule());
      left(Figures.labels(outcome.incident().labels()));
      cells(
          Figures.duration(
              Duration.between(outcome.incident().start(), outcome.incident().end()).toMillis()));
      left(
          first == null
              ? outcome.inShadow() == null
                  ? "missed"
                  : "missed; in shadow found by " + outcome.inShadow().rule()
              : "%s, after %s (%s)"
                  .formatted(
                      Figures.time(first.windowEnd()),
                      Figures.duration(
                          Duration.between(outcome.incident().start(), first.windowEnd())
                              .toMillis()),
                      first.rule()));
      page.close();
    }
    end();
    more(report.incidents().size() - MOST_INCIDENTS, "incidents");
  }

  void series() {
    page.element("h2", "Alerts by series");
    if (report.series().isEmpty()) {
      page.element("p", "No series had an alert.");
      return;
    }
    begin("Series");
    heads("Alerts", "in shadow");
    body();
    List<SeriesOutcome> shown = report.series().stream().limit(MOST_SERIES).toList();
    for (SeriesOutcome series : shown) {
      page.open("tr");
      left(Figures.labels(series.labels()));
      cells(Figures.count(series.alerts()), Figures.count(series.inShadow()));
      page.close();
    }
    end();
    more(report.series().size() - MOST_SERIES, "series");
  }

  private void more(int left, String things) {
    if (left > 0) {
      page.element(
          "p", "… and %,d more %s, in report.json".formatted(left, things), "class", "quiet");
    }
  }

  /** Begins a table whose head row stays open for more. */
  private void begin(String... leftHeads) {
    page.open("div", "class", "card").open("table").open("thead").open("tr");
    for (String head : leftHeads) {
      page.element("th", head, "class", "left");
    }
  }

  private void body() {
    page.close().close().open("tbody");
  }

  private void heads(String... heads) {
    for (String head : heads) {
      page.element("th", head);
    }
  }

  private void left(String text) {
    page.element("td", text, "class", "left");
  }

  private void cells(String... texts) {
    for (String text : texts) {
      page.element("td", text);
    }
  }

  private void end() {
    page.close().close().close();
  }
}
