package io.github.beamwatch.core.expression;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.projectnessie.cel.Program;
import org.projectnessie.cel.common.types.DoubleT;
import org.projectnessie.cel.common.types.ref.Val;
import org.projectnessie.cel.interpreter.Activation;
import org.projectnessie.cel.interpreter.ResolvedValue;

/**
 * A metric as a CEL expression over the measures of one window, such as {@code 100.0 * clicks /
 * impressions}.
 *
 * <p>Every measure is a {@code double}, and so must the result be. The language is CEL without
 * macros: no loops, no functions of our own, nothing reaches outside. It is type-checked when
 * compiled and travels as its text; a deserialised expression compiles again when first used.
 *
 * <p>Where a measure that the expression reads is missing (NaN), or the result is not finite (a
 * division by zero, an overflow), there is no value: NaN.
 *
 * <pre>{@code
 * MetricExpression ctr =
 *     MetricExpression.compile("100.0 * clicks / impressions", List.of("impressions", "clicks"));
 * ctr.evaluate(new double[] {200.0, 5.0}); // 2.5
 * ctr.evaluate(new double[] {0.0, 0.0});   // NaN
 * }</pre>
 */
public final class MetricExpression implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final List<String> measures;
  private final ExpressionShape shape;
  private final boolean[] reads;
  private transient volatile @Nullable Program program;

  private MetricExpression(String source, List<String> measures, CheckedExpression checked) {
    this.source = source;
    this.measures = List.copyOf(measures);
    this.shape = checked.shape();
    this.reads = checked.reads();
    this.program = checked.program();
  }

  /**
   * Compiles and type-checks.
   *
   * @param source CEL
   * @param measures the names the expression may use, in the order of {@link #evaluate}'s values
   * @throws InvalidExpressionException with one sentence that says what to write instead
   */
  public static MetricExpression compile(String source, List<String> measures) {
    return new MetricExpression(source, measures, ExpressionCompiler.compile(source, measures));
  }

  /** The value over one window's measures, in the order of the names given; NaN is no value. */
  public double evaluate(double[] values) {
    for (int i = 0; i < reads.length; i++) {
      if (reads[i] && Double.isNaN(values[i])) {
        return Double.NaN;
      }
    }
    Val result = program().eval(new Measures(measures, values)).getVal();
    if (!(result instanceof DoubleT number)) {
      return Double.NaN; // CEL's own errors, such as an integer division by zero
    }
    double value = number.doubleValue();
    return Double.isFinite(value) ? value : Double.NaN;
  }

  /** What the formula is made of, where it is one of the forms that a guard knows. */
  public ExpressionShape shape() {
    return shape;
  }

  /** The names of the measures that the formula reads. */
  public List<String> measuresRead() {
    return IntStream.range(0, reads.length).filter(i -> reads[i]).mapToObj(measures::get).toList();
  }

  /** The expression as written. */
  public String source() {
    return source;
  }

  @Override
  public String toString() {
    return source;
  }

  private Program program() {
    Program compiled = program;
    if (compiled == null) {
      compiled = ExpressionCompiler.compile(source, measures).program();
      program = compiled;
    }
    return compiled;
  }

  /** One window's values by name, without building a map for each. */
  private record Measures(List<String> names, double[] values) implements Activation {

    @Override
    public ResolvedValue resolveName(String name) {
      int index = names.indexOf(name);
      return index < 0 ? ResolvedValue.ABSENT : ResolvedValue.resolvedValue(values[index]);
    }

    @Override
    public @Nullable Activation parent() {
      return null;
    }
  }
}
