package io.github.beamwatch.core.expression;

import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The metrics of a spec by name: first those with an expression, in the order of {@code metrics},
 * then every measure as a metric of its own. An expression hides a measure of the same name.
 */
public final class MetricCatalog implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<String> names;
  private final List<MetricExpression> expressions;
  private final List<MetricShape> shapes;
  private final List<String> definitions;

  private MetricCatalog(MeasureSpec spec) {
    List<String> measures = List.copyOf(spec.measures().keySet());
    List<AggregateSpec> aggregates = List.copyOf(spec.measures().values());
    List<String> names = new ArrayList<>();
    List<MetricExpression> expressions = new ArrayList<>();
    List<MetricShape> shapes = new ArrayList<>();
    List<String> definitions = new ArrayList<>();
    for (Map.Entry<String, String> metric : spec.metrics().entrySet()) {
      MetricExpression expression = MetricExpression.compile(metric.getValue(), measures);
      names.add(metric.getKey());
      expressions.add(expression);
      shapes.add(MetricShapes.of(expression.shape(), aggregates));
      definitions.add(definition(expression, spec));
    }
    for (int i = 0; i < measures.size(); i++) {
      names.add(measures.get(i));
      shapes.add(MetricShapes.of(new ExpressionShape.Scaled(i, 1.0), aggregates));
      definitions.add(String.valueOf(aggregates.get(i)));
    }
    this.names = List.copyOf(names);
    this.expressions = List.copyOf(expressions);
    this.shapes = List.copyOf(shapes);
    this.definitions = List.copyOf(definitions);
  }

  /** The formula with the aggregates it reads, so that a change of either is seen. */
  private static String definition(MetricExpression expression, MeasureSpec spec) {
    Map<String, AggregateSpec> read = new TreeMap<>(spec.measures());
    read.keySet().retainAll(expression.measuresRead());
    return expression.source() + " over " + read;
  }

  /**
   * Compiles the expressions of a spec.
   *
   * @throws InvalidExpressionException where one of them cannot be used
   */
  public static MetricCatalog of(MeasureSpec spec) {
    return new MetricCatalog(spec);
  }

  /** Every name, metrics first. */
  public List<String> names() {
    return names;
  }

  /** The index of a metric or measure; empty where there is none of that name. */
  public OptionalInt indexOf(String name) {
    int index = names.indexOf(name);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** What the metric at this index is made of. */
  public MetricShape shape(int index) {
    return shapes.get(index);
  }

  /** The metric's definition as a text: another definition is another metric. */
  public String definition(int index) {
    return definitions.get(index);
  }

  /**
   * The {@code metrics} of a {@link MetricPoint}: one per expression, in order; NaN is no value.
   */
  public List<Double> evaluate(List<MeasureValue> measures) {
    double[] values = new double[measures.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = measures.get(i).value();
    }
    List<Double> metrics = new ArrayList<>(expressions.size());
    for (MetricExpression expression : expressions) {
      metrics.add(expression.evaluate(values));
    }
    return metrics;
  }

  /** The value at this index of one point; NaN is no value. */
  public double value(MetricPoint point, int index) {
    return index < expressions.size()
        ? point.metrics().get(index)
        : point.measures().get(index - expressions.size()).value();
  }
}
