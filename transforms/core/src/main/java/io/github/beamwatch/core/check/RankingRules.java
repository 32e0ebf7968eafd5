package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.FieldSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.core.spec.SpecProblem;
import io.github.beamwatch.core.spec.ranking.InsightsSpec;
import io.github.beamwatch.core.spec.ranking.LabelsSpec;
import io.github.beamwatch.core.spec.ranking.RankingSinksSpec;
import io.github.beamwatch.core.spec.ranking.RankingSpec;
import io.github.beamwatch.core.spec.ranking.TopSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a ranking's spec must satisfy beyond its types. Pure; every problem is found. */
public final class RankingRules {

  /** The whole top is held in memory, with its features. */
  private static final int MOST_TOP = 10_000;

  private static final int MOST_DIMENSIONS = 16;

  private RankingRules() {}

  /** Everything that is wrong with {@code spec}; empty when nothing is. */
  public static List<SpecProblem> check(RankingSpec spec) {
    Findings findings = new Findings();
    PipelineSpec connectors = spec.connectors();
    SpecRules.header(connectors, findings);
    if (spec.source() != null && spec.source().kafka() != null) {
      findings.add(
          "/source/kafka",
          "cannot be ranked: a topic has no end, and a ranking is of all entities; name files");
    } else if (spec.source() != null) {
      ConnectorRules.source("/source", spec.source(), findings);
    }
    if (spec.parse() != null) {
      parse("/parse", spec, connectors, findings);
    }
    if (spec.features() != null) {
      FeatureRules.check("/features", spec.features(), findings);
    }
    int recent = spec.features() == null ? 0 : spec.features().recent();
    ModelRules.check("/model", spec.model(), recent, findings);
    top("/top", spec.top(), findings);
    insights("/insights", spec.insights(), findings);
    if (spec.labels() != null) {
      labels("/labels", spec.labels(), findings);
    }
    sinks("/sinks", spec.sinks(), findings);
    if (spec.report() != null) {
      findings.notBlank("/report/path", "name a folder", spec.report().path());
    }
    return findings.all();
  }

  private static void parse(
      String path, RankingSpec spec, PipelineSpec connectors, Findings findings) {
    if (spec.parse().timestamp() != null && spec.parse().timestamp().optional()) {
      findings.add(
          path + "/timestamp/optional", "cannot be true: gaps and nights are told by the time");
    }
    for (Map.Entry<String, FieldSpec> field : spec.parse().fields().entrySet()) {
      if (field.getValue().sensitive() != null) {
        findings.add(
            Findings.at(path + "/fields", field.getKey()) + "/sensitive",
            "is not known to a ranking, whose result names entities and values; leave it out");
      }
    }
    ParseRules.check(path, connectors, uses(spec), findings);
  }

  private static FieldUses uses(RankingSpec spec) {
    Map<String, String> paths = new LinkedHashMap<>();
    List<String> numbers = new ArrayList<>();
    if (spec.parse().timestamp() != null && spec.parse().timestamp().field() != null) {
      paths.put("/parse/timestamp/field", spec.parse().timestamp().field());
    }
    boolean complete = spec.features() != null;
    if (spec.features() != null) {
      if (spec.features().entity() != null) {
        paths.put("/features/entity", spec.features().entity());
      }
      if (spec.features().amount() != null) {
        paths.put("/features/amount", spec.features().amount());
        numbers.add(spec.features().amount());
      }
      complete = spec.features().amount() != null;
      if (spec.features().types() != null && spec.features().types().field() != null) {
        paths.put("/features/types/field", spec.features().types().field());
      }
      List<String> distinct = spec.features().distinct();
      for (int i = 0; i < distinct.size(); i++) {
        paths.put(Findings.at("/features/distinct", i), distinct.get(i));
      }
    }
    List<String> by = spec.insights().by();
    for (int i = 0; i < by.size(); i++) {
      if (spec.insights().columns().contains(by.get(i))) {
        paths.put(Findings.at("/insights/by", i), by.get(i));
      }
    }
    return new FieldUses(paths, numbers, complete);
  }

  private static void top(String path, TopSpec top, Findings findings) {
    if (top.count() < 1 || top.count() > MOST_TOP) {
      findings.add(
          path + "/count",
          "{} is not from 1 to " + MOST_TOP + "; sinks.ranking has everybody",
          top.count());
    }
    if (top.reasons() < 0) {
      findings.add(path + "/reasons", "{} is negative; write how many at most", top.reasons());
    }
  }

  private static void insights(String path, InsightsSpec insights, Findings findings) {
    FeatureRules.names(path + "/by", insights.by(), "name a field", findings);
    InsightsSpec.Attributes attributes = insights.attributes();
    int dimensions = insights.by().size();
    if (attributes != null) {
      ConnectorRules.paths(path + "/attributes/paths", attributes.paths(), findings);
      findings.notBlank(
          path + "/attributes/entity",
          "name the column of entities, or leave it out",
          attributes.entity());
      FeatureRules.names(
          path + "/attributes/columns", attributes.columns(), "name a column", findings);
      if (attributes.columns().isEmpty()) {
        findings.add(path + "/attributes/columns", "is empty; name at least one column");
      }
      for (int i = 0; i < attributes.columns().size(); i++) {
        if (insights.by().contains(attributes.columns().get(i))) {
          findings.add(
              Findings.at(path + "/attributes/columns", i),
              "{} is in insights.by already; leave one of them out",
              attributes.columns().get(i));
        }
      }
      dimensions += attributes.columns().size();
    }
    if (dimensions > MOST_DIMENSIONS) {
      findings.add(path + "/by", "has more than " + MOST_DIMENSIONS + " columns in all");
    }
  }

  private static void labels(String path, LabelsSpec labels, Findings findings) {
    ConnectorRules.paths(path + "/paths", labels.paths(), findings);
    findings.notBlank(
        path + "/entity", "name the column of entities, or leave it out", labels.entity());
    findings.notBlank(path + "/label", "name the column of labels", labels.label());
  }

  /** Those of the head, of whatever is ranked. */
  static void topSinks(String path, List<SinkSpec> sinks, Findings findings) {
    for (int i = 0; i < sinks.size(); i++) {
      SinkSpec sink = sinks.get(i);
      if (sink.redis() != null || sink.clickhouse() != null) {
        findings.add(
            Findings.at(path, i),
            "does not take entities; write files, elasticsearch, kafka, webhook, jdbc, mongodb or"
                + " console");
      }
    }
    ConnectorRules.sinks(path, sinks, false, findings);
  }

  private static void sinks(String path, RankingSinksSpec sinks, Findings findings) {
    topSinks(path + "/top", sinks.top(), findings);
    for (int i = 0; i < sinks.ranking().size(); i++) {
      if (sinks.ranking().get(i).files() == null) {
        findings.add(
            Findings.at(path + "/ranking", i),
            "must be files: everybody in order goes nowhere else");
      }
    }
    ConnectorRules.sinks(path + "/ranking", sinks.ranking(), false, findings);
    ConnectorRules.sinks(path + "/deadLetters", sinks.deadLetters(), false, findings);
    if (sinks.deadLetters().isEmpty()) {
      findings.add(
          path + "/deadLetters",
          "is empty; bad records must go somewhere: name a sink, or leave the key out for files in"
              + " dead-letters/");
    }
  }
}
