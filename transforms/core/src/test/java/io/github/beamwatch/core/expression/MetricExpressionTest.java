package io.github.beamwatch.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricExpressionTest {
  private static final List<String> MEASURES = List.of("impressions", "clicks", "revenue");

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          100.0 * clicks / impressions                              | 2.5
          impressions > 0.0 ? 100.0 * clicks / impressions : 0.0    | 2.5
          revenue                                                   | 8.0
          -(clicks - impressions)                                   | 195.0
          1.0 - clicks / impressions                                | 0.975
          double(2) * clicks                                        | 10.0
          clicks > 4.0 && revenue > 4.0 ? 1.0 : 0.0                 | 1.0
          clicks / (impressions - 200.0)                            | NaN
          1e308 * 10.0 * clicks                                     | NaN
          1 / 0 == 1 ? 1.0 : 2.0                                    | NaN
          """)
  void evaluates(String source, Double expected) {
    assertThat(compile(source).evaluate(new double[] {200, 5, 8})).isEqualTo(expected);
  }

  @Test
  void aMissingMeasureThatIsReadGivesNoValue() {
    double[] values = {200, Double.NaN, 8};
    assertThat(compile("100.0 * clicks / impressions").evaluate(values)).isNaN();
    assertThat(compile("clicks > 1.0 ? 1.0 : 0.0").evaluate(values)).isNaN();
    assertThat(compile("revenue / impressions").evaluate(values)).isEqualTo(0.04);
  }

  @Test
  void zeroByZeroIsNoValue() {
    assertThat(compile("clicks / impressions").evaluate(new double[] {0, 0, 0})).isNaN();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          100 * clicks / impressions         | 1  | write 100.0 instead of 100
          impressions > 0 ? clicks : 0.0     | 15 | write 0.0 instead of 0
          impressions > 0.0 ? clicks : 0     | 30 | write 0.0 instead of 0
          7                                  | 1  | write 7.0 instead of 7
          size('x') * clicks                 | 11 | wrap the whole number in double(…)
          clik / impressions                 | 1  | unknown measure 'clik', did you mean 'clicks'? The measures are: impressions, clicks, revenue
          clicks / zzzzzzzzz                 | 10 | unknown measure 'zzzzzzzzz'; the measures are: impressions, clicks, revenue
          max(clicks, 1.0)                   | 4  | unknown function 'max'
          'text'                             | 1  | the expression gives a string; a metric is a number (double)
          clicks > 1.0                       | 1  | the expression gives a bool; a metric is a number (double)
          dyn(clicks)                        | 1  | the expression gives a dyn
          clicks +                           | 9  | not a valid expression
          if clicks                          | 4  | not a valid expression
          [1.0].map(x, x)[0]                 | 1  | a function or form that metrics do not have
          clicks.half()                      | 12 | unknown function 'half'
          """)
  void refusesWithASentence(String source, int position, String sentence) {
    assertThatThrownBy(() -> compile(source))
        .isInstanceOfSatisfying(
            InvalidExpressionException.class,
            refused -> {
              assertThat(refused).hasMessageContaining(sentence);
              assertThat(refused.getMessage()).doesNotContain("\n").contains(source);
              assertThat(refused.position()).isEqualTo(position);
            });
  }

  @Test
  void refusesWhatNoFormulaNeeds() {
    assertThatThrownBy(() -> compile(" ")).hasMessageContaining("the expression is empty");
    assertThatThrownBy(() -> compile("1.0 + ".repeat(500) + "1.0"))
        .hasMessageContaining("at most 2000 are allowed");
    assertThatThrownBy(() -> compile("(".repeat(200) + "1.0" + ")".repeat(200)))
        .hasMessageContaining("nested deeper than 64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"100.0 * clicks / impressions", "revenue"})
  void travelsAsText(String source) throws Exception {
    MetricExpression expression = compile(source);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(expression);
    }
    MetricExpression copy =
        (MetricExpression)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    double[] values = {200, 5, 8};
    assertThat(copy.evaluate(values)).isEqualTo(expression.evaluate(values));
    assertThat(copy.shape()).isEqualTo(expression.shape());
    assertThat(copy.source()).isEqualTo(source);
  }

  private static MetricExpression compile(String source) {
    return MetricExpression.compile(source, MEASURES);
  }
}
