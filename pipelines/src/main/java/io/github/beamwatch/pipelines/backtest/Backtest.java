package io.github.beamwatch.pipelines.backtest;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.backtest.BacktestReport.IncidentOutcome;
import io.github.beamwatch.pipelines.backtest.BacktestReport.Outcome;
import io.github.beamwatch.pipelines.backtest.BacktestReport.RuleOutcome;
import io.github.beamwatch.pipelines.backtest.BacktestReport.SeriesOutcome;
import io.github.beamwatch.pipelines.backtest.BacktestReport.ThresholdOutcome;
import io.github.beamwatch.pipelines.evaluate.IncidentEvaluation;
import io.github.beamwatch.pipelines.evaluate.LabelledIncident;
import io.github.beamwatch.pipelines.evaluate.RaisedAlert;
import io.github.beamwatch.pipelines.spec.LoadedSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a report of the results of a run. Reads the scores twice: once to count, once to draw what
 * turned out to be worth it. Keeps alerts, the windows that some threshold of the what-if calls an
 * anomaly, and a few hundred points of each drawn series.
 */
public final class Backtest {
  private final LoadedSpec loaded;
  private final Path folder;
  private final @Nullable List<LabelledIncident> incidents;
  private final Map<String, RuleHistory> rules = new LinkedHashMap<>();
  private Instant from = Instant.MAX;
  private Instant to = Instant.MIN;

  private Backtest(LoadedSpec loaded, Path folder, @Nullable List<LabelledIncident> incidents) {
    this.loaded = loaded;
    this.folder = folder;
    this.incidents = incidents;
    for (RuleSpec rule : loaded.spec().detect()) {
      rules.put(rule.rule(), new RuleHistory(rule, loaded.spec()));
    }
  }

  /**
   * Writes {@code report.html} and {@code report.json} into a folder that holds a run's results.
   *
   * @param incidents what is known to have been wrong; null where nothing is known
   * @return what to tell the user, line by line
   */
  public static List<String> report(
      LoadedSpec loaded, Path folder, @Nullable List<LabelledIncident> incidents)
      throws IOException {
    BacktestReport report = new Backtest(loaded, folder, incidents).read();
    Files.writeString(folder.resolve("report.json"), ReportJson.of(report));
    Files.writeString(folder.resolve("report.html"), ReportPage.of(report));
    return ReportText.of(report);
  }

  /**
   * Checks that labels speak of what the spec knows.
   *
   * @throws UserException where they name a label that no series has
   */
  public static void check(PipelineSpec spec, List<LabelledIncident> incidents, Path file) {
    List<String> known = spec.measure().groupBy();
    for (LabelledIncident incident : incidents) {
      for (String label : incident.labels().keySet()) {
        if (!known.contains(label)) {
          throw new UserException(
              "%s: an incident has '%s', which is no label of a series; %s"
                  .formatted(
                      file,
                      label,
                      known.isEmpty()
                          ? "the spec has a single series, without labels"
                          : "the spec groups by " + String.join(", ", known)));
        }
      }
    }
  }

  private BacktestReport read() throws IOException {
    ScoreLine.readAll(folder, this::count);
    if (to.isBefore(from)) {
      throw new UserException(
          "the run judged no window: no event of the input could be measured, or the spec has no"
              + " rule; the dead letters in %s tell why".formatted(folder));
    }
    List<RuleOutcome> outcomes = rules.values().stream().map(this::outcome).toList();
    List<RaisedAlert> sent = alerts(false);
    List<IncidentOutcome> found = found(sent, alerts(true));
    List<Trace> traces = Panels.choose(List.copyOf(rules.values()), found, from, to);
    Map<String, List<Trace>> byRule = new HashMap<>();
    traces.forEach(
        trace -> byRule.computeIfAbsent(trace.rule().rule(), r -> new ArrayList<>()).add(trace));
    ScoreLine.readAll(
        folder,
        line -> byRule.getOrDefault(line.rule(), List.of()).forEach(trace -> trace.add(line)));
    return new BacktestReport(
        loaded,
        from,
        to,
        deadLetters(),
        incidents != null,
        outcome(sent, incidents),
        outcomes,
        found,
        series(),
        traces.stream().filter(Trace::worthDrawing).toList());
  }

  private void count(ScoreLine line) {
    requireNonNull(rules.get(line.rule()), "the scores are of this spec's rules").add(line);
    from = line.start().isBefore(from) ? line.start() : from;
    to = line.end().isAfter(to) ? line.end() : to;
  }

  private Outcome outcome(List<RaisedAlert> alerts, @Nullable List<LabelledIncident> concerned) {
    double days = BacktestReport.days(from, to);
    return new Outcome(
        alerts.size(),
        days > 0 ? alerts.size() / days : Double.NaN,
        concerned == null ? null : IncidentEvaluation.tally(alerts, concerned));
  }

  private RuleOutcome outcome(RuleHistory rule) {
    List<LabelledIncident> concerned =
        incidents == null
            ? null
            : incidents.stream().filter(i -> i.concerns(rule.rule().rule())).toList();
    List<ThresholdOutcome> thresholds = new ArrayList<>();
    ThresholdLadder ladder = rule.ladder();
    if (ladder != null) {
      for (double threshold : ladder.thresholds()) {
        thresholds.add(
            new ThresholdOutcome(
                threshold,
                threshold == ladder.own(),
                rule.rule().guard() != null && ladder.looser(threshold),
                outcome(rule.alertsAt(threshold, ladder), concerned)));
      }
    }
    return new RuleOutcome(rule, outcome(rule.alerts(), concerned), thresholds);
  }

  private List<RaisedAlert> alerts(boolean inShadow) {
    return rules.values().stream()
        .filter(rule -> rule.shadow() == inShadow)
        .flatMap(rule -> rule.alerts().stream())
        .toList();
  }

  private List<IncidentOutcome> found(List<RaisedAlert> sent, List<RaisedAlert> inShadow) {
    return Stream.ofNullable(incidents)
        .flatMap(List::stream)
        .sorted(Comparator.comparing(LabelledIncident::start))
        .map(
            i ->
                new IncidentOutcome(
                    i,
                    IncidentEvaluation.finding(i, sent).orElse(null),
                    IncidentEvaluation.finding(i, inShadow).orElse(null)))
        .toList();
  }

  private List<SeriesOutcome> series() {
    Map<SortedMap<String, String>, long[]> counts = new HashMap<>();
    for (RuleHistory rule : rules.values()) {
      for (RaisedAlert alert : rule.alerts()) {
        counts.computeIfAbsent(alert.labels(), labels -> new long[2])[rule.shadow() ? 1 : 0]++;
      }
    }
    return counts.entrySet().stream()
        .map(e -> new SeriesOutcome(e.getKey(), e.getValue()[0], e.getValue()[1]))
        .sorted(
            Comparator.comparingLong((SeriesOutcome s) -> -s.alerts() - s.inShadow())
                .thenComparing(s -> s.labels().toString()))
        .toList();
  }

  private long deadLetters() throws IOException {
    long letters = 0;
    for (Path file : ScoreLine.files(folder, "dead-letters")) {
      try (Stream<String> lines = Files.lines(file)) {
        letters += lines.count();
      }
    }
    return letters;
  }
}
