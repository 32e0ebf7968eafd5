package io.github.beamwatch.core.check;

import io.github.beamwatch.core.history.EventRankingPlan;
import io.github.beamwatch.core.model.GradientBoosting;
import io.github.beamwatch.core.model.RowModelKind;
import io.github.beamwatch.core.model.RowModels;
import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SpecProblem;
import io.github.beamwatch.core.spec.events.EventFeaturesSpec;
import io.github.beamwatch.core.spec.events.EventLabelsSpec;
import io.github.beamwatch.core.spec.events.EventModelSpec;
import io.github.beamwatch.core.spec.events.EventRankingSpec;
import io.github.beamwatch.core.spec.events.HistorySpec;
import io.github.beamwatch.core.spec.events.SpanSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the spec of a ranking of events must satisfy beyond its types. Pure; every problem is found.
 */
public final class EventRankingRules {

  private static final int MOST_TOP = 10_000;
  private static final int MOST_ROWS = 1_000_000;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration YEAR = Duration.ofDays(366);

  private EventRankingRules() {}

  /** Everything that is wrong with {@code spec}; empty when nothing is. */
  public static List<SpecProblem> check(EventRankingSpec spec) {
    Findings findings = new Findings();
    PipelineSpec connectors = spec.connectors();
    SpecRules.header(connectors, findings);
    if (spec.source() != null && spec.source().kafka() != null) {
      findings.add(
          "/source/kafka", "cannot be ranked: a topic has no end, and a ranking has; name files");
    } else if (spec.source() != null) {
      ConnectorRules.source("/source", spec.source(), findings);
    }
    if (spec.parse() != null) {
      parse("/parse", spec, connectors, findings);
    }
    if (spec.features() != null) {
      features("/features", spec.features(), spec.labels(), findings);
    }
    if (spec.labels() != null) {
      labels("/labels", spec.labels(), findings);
    }
    model("/model", spec, findings);
    span("/score", spec.score(), findings);
    if (spec.top().count() < 1 || spec.top().count() > MOST_TOP) {
      findings.add("/top/count", "{} is not from 1 to " + MOST_TOP, spec.top().count());
    }
    if (spec.top().reasons() < 0) {
      findings.add("/top/reasons", "{} is negative; write how many at most", spec.top().reasons());
    }
    RankingRules.topSinks("/sinks/top", spec.sinks().top(), findings);
    for (int i = 0; i < spec.sinks().scores().size(); i++) {
      if (spec.sinks().scores().get(i).files() == null) {
        findings.add(
            Findings.at("/sinks/scores", i), "must be files: every event goes nowhere else");
      }
    }
    ConnectorRules.sinks("/sinks/scores", spec.sinks().scores(), false, findings);
    ConnectorRules.sinks("/sinks/deadLetters", spec.sinks().deadLetters(), false, findings);
    if (spec.report() != null) {
      findings.notBlank("/report/path", "name a folder", spec.report().path());
    }
    if (spec.sinks().deadLetters().isEmpty()) {
      findings.add("/sinks/deadLetters", "is empty; bad records must go somewhere: name a sink");
    }
    return findings.all();
  }

  private static void parse(
      String path, EventRankingSpec spec, PipelineSpec connectors, Findings findings) {
    if (spec.parse().timestamp() != null && spec.parse().timestamp().optional()) {
      findings.add(path + "/timestamp/optional", "cannot be true: a history is told by the time");
    }
    spec.parse()
        .fields()
        .forEach(
            (name, field) -> {
              if (field.sensitive() != null) {
                findings.add(
                    Findings.at(path + "/fields", name) + "/sensitive",
                    "is not known to a ranking, whose result names events and values; leave it"
                        + " out");
              }
            });
    Map<String, String> paths = new LinkedHashMap<>();
    List<String> numbers = new ArrayList<>();
    EventFeaturesSpec features = spec.features();
    if (features != null) {
      put(paths, "/features/id", features.id());
      put(paths, "/features/amount", features.amount());
      for (int i = 0; i < features.history().size(); i++) {
        put(
            paths,
            Findings.at("/features/history", i) + "/entity",
            features.history().get(i).entity());
      }
      if (features.amount() != null) {
        numbers.add(features.amount());
      }
    }
    FieldUses uses = new FieldUses(paths, numbers, !numbers.isEmpty());
    ParseRules.check(path, connectors, uses, findings);
  }

  private static void put(Map<String, String> paths, String path, @Nullable String field) {
    if (field != null) {
      paths.put(path, field);
    }
  }

  private static void features(
      String path,
      EventFeaturesSpec features,
      @Nullable EventLabelsSpec labels,
      Findings findings) {
    findings.notBlank(path + "/id", "name the field of the event's id", features.id());
    findings.notBlank(path + "/amount", "name the field of the amount", features.amount());
    FeatureRules.hour(path + "/night/from", features.night().from(), 23, findings);
    FeatureRules.hour(path + "/night/to", features.night().to(), 24, findings);
    if (features.history().isEmpty()) {
      findings.add(path + "/history", "is empty; name at least one entity");
    }
    for (int i = 0; i < features.history().size(); i++) {
      String at = Findings.at(path + "/history", i);
      HistorySpec history = features.history().get(i);
      findings.notBlank(at + "/entity", "name the field of the entity", history.entity());
      for (int j = 0; j < i; j++) {
        if (history.entity() != null
            && history.entity().equals(features.history().get(j).entity())) {
          findings.add(at + "/entity", "{} is there already", history.entity());
        }
      }
      if (history.spend().isEmpty() && history.risk().isEmpty()) {
        findings.add(at, "says nothing; give it windows of spend, or of risk");
      }
      if (!history.risk().isEmpty() && labels == null) {
        findings.add(at + "/risk", "needs labels; say where they are, or leave it out");
      }
      windows(at + "/spend", history.spend(), findings);
      windows(at + "/risk", history.risk(), findings);
    }
  }

  private static void windows(String path, List<Duration> windows, Findings findings) {
    for (int i = 0; i < windows.size(); i++) {
      Duration window = windows.get(i);
      boolean hours = window.toMillis() % HOUR.toMillis() == 0;
      if (!hours || window.compareTo(HOUR) < 0 || window.compareTo(YEAR) > 0) {
        findings.add(Findings.at(path, i), "{} is not whole hours, from 1h to 366d", window);
      } else if (windows.indexOf(window) < i) {
        findings.add(Findings.at(path, i), "{} is listed twice", window);
      }
    }
  }

  private static void labels(String path, EventLabelsSpec labels, Findings findings) {
    ConnectorRules.paths(path + "/paths", labels.paths(), findings);
    findings.notBlank(path + "/id", "name the field of the event's id", labels.id());
    findings.notBlank(path + "/label", "name the field of the label", labels.label());
    findings.notBlank(path + "/knownAt", "name a field, or leave the key out", labels.knownAt());
    findings.notNegative(path + "/delay", labels.delay());
    if (labels.delay().compareTo(YEAR) > 0) {
      findings.add(path + "/delay", "{} is more than 366d", labels.delay());
    }
    if (labels.bad().isEmpty()) {
      findings.add(path + "/bad", "is empty; name the labels that are bad");
    }
    for (int i = 0; i < labels.bad().size(); i++) {
      if (labels.legit().contains(labels.bad().get(i))) {
        findings.add(
            Findings.at(path + "/bad", i), "{} is in labels.legit too", labels.bad().get(i));
      }
    }
  }

  private static void model(String path, EventRankingSpec spec, Findings findings) {
    EventModelSpec model = spec.model();
    String name = EventRankingPlan.modelOf(spec);
    List<String> known = new ArrayList<>(List.of(GradientBoosting.NAME));
    RowModels.all().stream().map(RowModelKind::name).forEach(known::add);
    if (!known.contains(name)) {
      findings.add(
          path + "/name", "there is no model {}" + NearestName.choice(name, known, "models"), name);
    } else {
      try {
        Optional<RowModelKind> kind = RowModels.named(name);
        if (kind.isPresent()) {
          kind.get().with(model.parameters());
        } else {
          GradientBoosting.with(model.parameters());
        }
      } catch (IllegalArgumentException e) {
        findings.add(path + "/parameters", "cannot be used: " + e.getMessage());
      }
    }
    if (name.equals(GradientBoosting.NAME) && spec.labels() == null) {
      findings.add(path + "/name", "{} learns from labels; say where they are", name);
    }
    if (model.sampleRows() < 1 || model.sampleRows() > MOST_ROWS) {
      findings.add(path + "/sampleRows", "{} is not from 1 to " + MOST_ROWS, model.sampleRows());
    }
    findings.notBlank(path + "/file", "name a file, or leave the key out", model.file());
    span(path + "/train", model.train(), findings);
  }

  private static void span(String path, SpanSpec span, Findings findings) {
    Long from = TimestampRules.time(path + "/from", span.from(), findings);
    Long until = TimestampRules.time(path + "/until", span.until(), findings);
    if (from != null && until != null && span.until() != null && from >= until) {
      findings.add(path + "/until", "{} is not after from", span.until());
    }
  }
}
