package io.github.beamwatch.pipelines.backtest;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.evaluation.EventTally;
import io.github.beamwatch.pipelines.backtest.BacktestReport.Outcome;
import io.github.beamwatch.pipelines.backtest.BacktestReport.RuleOutcome;
import io.github.beamwatch.pipelines.page.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A backtest in a few lines, for the console. */
final class ReportText {
  private ReportText() {}

  static List<String> of(BacktestReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %s to %s UTC (%s days)"
            .formatted(
                report.loaded().spec().name(),
                Figures.time(report.from()),
                Figures.time(report.to()),
                Figures.number(report.days())));
    int width = "all rules".length();
    for (RuleOutcome rule : report.rules()) {
      width = Math.max(width, name(rule).length());
    }
    for (RuleOutcome rule : report.rules()) {
      lines.add(
          line(width, name(rule), rule.outcome())
              + "; %s windows judged, %s anomalies, %s warm-up"
                  .formatted(
                      Figures.count(rule.judged()),
                      Figures.count(rule.history().count(Kind.ANOMALY)),
                      Figures.count(rule.history().count(Kind.WARMUP))));
    }
    lines.add(line(width, "all rules", report.all()));
    return lines;
  }

  private static String name(RuleOutcome rule) {
    return rule.history().rule().rule() + (rule.history().shadow() ? " (shadow)" : "");
  }

  private static String line(int width, String name, Outcome outcome) {
    String line =
        String.format(
            Locale.ROOT,
            "  %-" + width + "s  %6s alerts, %7s a day",
            name,
            Figures.count(outcome.alerts()),
            Figures.rate(outcome.perDay()));
    EventTally tally = outcome.tally();
    return tally == null
        ? line
        : line
            + "; precision %s, recall %s (%d of %d incidents), %s to detect, worst %s"
                .formatted(
                    Figures.share(tally.precision()),
                    Figures.share(tally.recall()),
                    tally.caught(),
                    tally.events(),
                    Figures.duration(tally.medianDelay()),
                    Figures.duration(tally.worstDelay()));
  }
}
