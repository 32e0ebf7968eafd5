package io.github.beamwatch.core.check;

import io.github.beamwatch.core.expression.InvalidExpressionException;
import io.github.beamwatch.core.expression.MetricExpression;
import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.MeasureSpec.Gaps;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks of measures and metrics. */
final class MeasureRules {

  /** Words that an expression cannot use as a name. */
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "namespace",
          "null",
          "package",
          "return",
          "true",
          "var",
          "void",
          "while");

  private MeasureRules() {}

  static void check(String path, MeasureSpec measure, Findings findings) {
    groupBy(path + "/groupBy", measure.groupBy(), findings);
    findings.positive(path + "/window", measure.window());
    if (measure.window() == null && measure.gaps() != Gaps.IGNORE) {
      findings.add(path + "/gaps", "needs a window: without one nothing can be missing");
    }
    if (measure.window() != null) {
      measure
          .measures()
          .forEach(
              (name, aggregate) -> {
                if (aggregate.value() != null) {
                  findings.add(
                      Findings.at(path + "/measures", name) + "/value",
                      "goes without a window only; a window has the sum, min, max or mean of its"
                          + " events");
                }
              });
    }
    findings.notNegative(path + "/allowedLateness", measure.allowedLateness());
    measures(path + "/measures", measure.measures(), findings);
    metrics(path + "/metrics", measure, findings);
  }

  private static void groupBy(String path, List<String> labels, Findings findings) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < labels.size(); i++) {
      findings.notBlank(Findings.at(path, i), "name a field", labels.get(i));
      if (!seen.add(labels.get(i))) {
        findings.add(Findings.at(path, i), "{} is listed twice", labels.get(i));
      }
    }
  }

  private static void measures(
      String path, Map<String, AggregateSpec> measures, Findings findings) {
    if (measures.isEmpty()) {
      findings.add(path, "is empty; name at least one, such as events: {count: {}}");
    }
    for (Map.Entry<String, AggregateSpec> measure : measures.entrySet()) {
      String at = Findings.at(path, measure.getKey());
      name(at, "measure", measure.getKey(), findings);
      aggregate(at, measure.getValue(), findings);
    }
  }

  private static void aggregate(String path, AggregateSpec aggregate, Findings findings) {
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    fields.put("sum", aggregate.sum());
    fields.put("min", aggregate.min());
    fields.put("max", aggregate.max());
    fields.put("mean", aggregate.mean());
    fields.put("value", aggregate.value());
    Map<String, Boolean> kinds = new LinkedHashMap<>();
    kinds.put("count", aggregate.count() != null);
    fields.forEach((kind, field) -> kinds.put(kind, field != null));
    findings.exactlyOne(path, kinds);
    fields.forEach((kind, field) -> findings.notBlank(path + "/" + kind, "name a field", field));
    if (aggregate.count() != null && !aggregate.where().isEmpty()) {
      findings.add(
          path + "/where", "does not go with count; put the fields into count: {field: text}");
    }
  }

  private static void metrics(String path, MeasureSpec measure, Findings findings) {
    for (Map.Entry<String, String> metric : measure.metrics().entrySet()) {
      String at = Findings.at(path, metric.getKey());
      name(at, "metric", metric.getKey(), findings);
      if (measure.measures().containsKey(metric.getKey())) {
        findings.add(
            at,
            "has the name of a measure, which is a metric already; choose another name for one of"
                + " them");
      }
      expression(at, metric.getValue(), List.copyOf(measure.measures().keySet()), findings);
    }
  }

  private static void expression(
      String path, String text, List<String> measures, Findings findings) {
    if (measures.isEmpty()) {
      return; // reported, and every name in the expression would be unknown
    }
    try {
      MetricExpression.compile(text, measures);
    } catch (InvalidExpressionException e) {
      findings.addQuoting(path, "cannot be used: {}", String.valueOf(e.getMessage()));
    }
  }

  private static void name(String path, String what, String name, Findings findings) {
    findings.identifier(path, what, name);
    if (RESERVED.contains(name)) {
      findings.add(path, "{} is a word of the expression language; choose another name", name);
    }
  }
}
