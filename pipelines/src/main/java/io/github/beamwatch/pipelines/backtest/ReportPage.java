package io.github.beamwatch.pipelines.backtest;

import io.github.beamwatch.core.evaluation.EventTally;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.pipelines.backtest.BacktestReport.IncidentOutcome;
import io.github.beamwatch.pipelines.evaluate.LabelledIncident;
import io.github.beamwatch.pipelines.page.Figures;
import io.github.beamwatch.pipelines.page.Markup;
import io.github.beamwatch.pipelines.page.WebPage;
import java.time.Duration;
import java.util.List;

/** A backtest as one HTML page that needs nothing else: no script, no font, no network. */
final class ReportPage {
  private static final int GAP_IN_WINDOWS = 5;

  private final BacktestReport report;
  private final PipelineSpec spec;
  private final String title;
  private final Markup page;

  private ReportPage(BacktestReport report) {
    this.report = report;
    this.spec = report.loaded().spec();
    this.title = "Backtest of " + spec.name();
    this.page = WebPage.begin(title, ReportPage.class, "backtest.css");
  }

  static String of(BacktestReport report) {
    return new ReportPage(report).write();
  }

  private String write() {
    page.element("h1", title);
    head();
    tiles();
    ReportTables tables = new ReportTables(page, report);
    tables.rules();
    if (report.labelled()) {
      tables.incidents();
    }
    tables.thresholds();
    drawings();
    tables.series();
    howToRead();
    return WebPage.end(page);
  }

  private void head() {
    page.element(
        "p",
        "%s to %s UTC · %s days of data · spec %s, version %s"
            .formatted(
                Figures.time(report.from()),
                Figures.time(report.to()),
                Figures.number(report.days()),
                report.loaded().source(),
                report.loaded().specVersion()),
        "class",
        "quiet");
    if (spec.description() != null) {
      page.element("p", spec.description());
    }
  }

  private void tiles() {
    page.open("div", "class", "tiles");
    tile(Figures.count(report.all().alerts()), "alerts would have been sent");
    tile(Figures.rate(report.all().perDay()), "alerts a day");
    EventTally tally = report.all().tally();
    if (tally != null) {
      tile(tally.caught() + " of " + tally.events(), "labelled incidents found");
      tile(Figures.share(tally.precision()), "precision: share of alerts that are right");
      tile(Figures.duration(tally.medianDelay()), "median time to detect");
    }
    tile(Figures.count(report.deadLetters()), "records that could not be used");
    page.close();
  }

  private void tile(String number, String meaning) {
    page.open("div", "class", "tile").element("b", number).element("span", meaning).close();
  }

  private void drawings() {
    page.element("h2", "The series");
    if (report.traces().isEmpty()) {
      page.element("p", "Every series is a single point: there is no course to be drawn.");
      return;
    }
    page.element(
        "p",
        "The rules and series with the most alerts first"
            + (report.labelled() ? ", then those with missed incidents" : "")
            + ", at most "
            + Panels.MOST
            + ". All times are in UTC. Each drawing has a scale of its own; where there are more"
            + " windows than pixels, the least and the greatest value of each pixel are drawn.");
    legend();
    for (Trace trace : report.traces()) {
      drawing(trace);
    }
  }

  private void drawing(Trace trace) {
    boolean shadow = trace.history().shadow();
    String rule = trace.rule().rule();
    List<Trace.Span> spans = trace.spans(spec.alerts().sendResolved());
    page.open("div", "class", "card").open("h3").text(rule + " · " + labels(trace));
    if (shadow) {
      page.text(" ").element("span", "shadow", "class", "tag");
    }
    page.close();
    page.element(
        "div",
        "%s; %s %s"
            .formatted(
                what(trace),
                Figures.count(spans.size()),
                shadow ? "would have fired" : spans.size() == 1 ? "alert" : "alerts"),
        "class",
        "quiet");
    Duration window = spec.measure().window();
    List<LabelledIncident> incidents =
        report.incidents().stream()
            .map(IncidentOutcome::incident)
            .filter(incident -> incident.concerns(rule) && incident.strikes(trace.labels()))
            .toList();
    new TraceDrawing(
            page, trace, window == null ? Long.MAX_VALUE : GAP_IN_WINDOWS * window.toMillis())
        .draw(rule + " on " + labels(trace), incidents, spec.alerts().sendResolved());
    page.close();
  }

  private static String labels(Trace trace) {
    return Figures.labels(trace.labels());
  }

  private static String what(Trace trace) {
    String channels = String.join(", ", trace.rule().channels());
    if (!trace.scoreOnly()) {
      return channels;
    }
    return channels.isEmpty() ? "silence, in seconds" : "score over " + channels;
  }

  private void legend() {
    page.open("div", "class", "legend");
    key("value, or score", "path", "value", "d", "M1 10L8 4L16 9L25 3");
    key("expected", "path", "expected", "d", "M1 7h24");
    key("normal band", "rect", "band", "x", "1", "y", "1", "width", "24", "height", "12");
    key("limit of the rule", "path", "limit", "d", "M1 7h24");
    key("alert fires", "rect", "alert", "x", "1", "y", "1", "width", "24", "height", "12");
    if (report.rules().stream().anyMatch(rule -> rule.history().shadow())) {
      key(
          "would have fired (shadow)",
          "rect",
          "shadow",
          "x",
          "1",
          "y",
          "1",
          "width",
          "24",
          "height",
          "12");
    }
    if (report.labelled()) {
      key(
          "labelled incident",
          "rect",
          "incident",
          "x",
          "1",
          "y",
          "1",
          "width",
          "24",
          "height",
          "12");
    }
    page.close();
  }

  private void key(String meaning, String shape, String kind, String... attributes) {
    String[] all = new String[attributes.length + 2];
    all[0] = "class";
    all[1] = kind;
    System.arraycopy(attributes, 0, all, 2, attributes.length);
    page.open("span").open("svg", "viewBox", "0 0 26 14").empty(shape, all).close();
    page.text(meaning).close();
  }

  private void howToRead() {
    page.element("h2", "How to read this");
    page.element(
        "p",
        "The spec ran over stored events exactly as it would have run over live ones, and nothing"
            + " was sent. A window is judged when a rule knew enough to call it normal or an anomaly;"
            + " warm-up is what it needed before. An alert is a notice that fired; notices of an end"
            + " do not count. Alerts a day are alerts divided by the days of data, so a short history"
            + " gives a rough number.");
    if (report.labelled()) {
      page.element(
          "p",
          "An alert is right when it has an incident's rule and series, and its window overlaps the"
              + " incident or begins where that ends. Precision is the share of alerts that are"
              + " right, recall the share of incidents with such an alert; time to detect runs from"
              + " an incident's start to the end of the window that raised its first alert. Nothing"
              + " is point-adjusted.");
    }
    page.element(
        "p",
        "Rules in shadow are scored and counted, and send nothing: their numbers say what they would"
            + " have sent, and are not part of the totals; an incident that only they found counts as"
            + " missed there.");
  }
}
