package io.github.beamwatch.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.BaselineSpec;
import io.github.beamwatch.core.spec.ConditionSpec;
import io.github.beamwatch.core.spec.EmaSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.SourceSpec;
import io.github.beamwatch.core.spec.SpecProblem;
import io.github.beamwatch.core.spec.TimestampSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Specs made in Java; what people write in YAML is tested where YAML is read. */
class SpecRulesTest {

  private static final AggregateSpec COUNT =
      new AggregateSpec(Map.of(), null, null, null, null, null, null);

  private static PipelineSpec spec(MeasureSpec measure, RuleSpec... rules) {
    return new PipelineSpec(
        PipelineSpec.API_VERSION,
        "orders",
        null,
        SourceSpec.ofFiles("in.jsonl"),
        new ParseSpec(
            ParseSpec.Format.JSON,
            new TimestampSpec("at", null, null, null, null, null),
            null,
            null,
            null),
        measure,
        List.of(rules),
        null,
        null);
  }

  private static MeasureSpec measure(Duration window, Map<String, String> metrics) {
    return new MeasureSpec(List.of("shop"), window, null, Map.of("orders", COUNT), metrics, null);
  }

  private static RuleSpec rule(String name, String metric) {
    return RuleSpec.comparing(
        name,
        metric,
        new BaselineSpec(new EmaSpec(0.2, null)),
        new ConditionSpec(null, null, 0.5, null),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void a_good_spec_has_no_problems() {
    PipelineSpec spec =
        spec(
            measure(Duration.ofMinutes(1), Map.of("twice", "2.0 * orders")),
            rule("a", "orders"),
            rule("b", "twice"));

    assertThat(SpecRules.check(spec)).isEmpty();
  }

  @Test
  void every_problem_is_found() {
    PipelineSpec spec =
        spec(measure(Duration.ofNanos(5), Map.of()), rule("a", "ordres"), rule("a", "orders"));

    assertThat(SpecRules.check(spec))
        .extracting(SpecProblem::path)
        .containsExactly("/measure/window", "/detect/0/metric", "/detect/1/rule");
    assertThat(SpecRules.check(spec).get(1).message())
        .isEqualTo("there is no metric 'ordres'; did you mean 'orders'? there are: orders");
  }

  @Test
  void a_value_can_be_left_out_of_its_sentence() {
    SpecProblem problem =
        SpecRules.check(spec(measure(Duration.ofMinutes(1), Map.of()), rule("a", "secret"))).get(0);

    assertThat(problem.messageNaming("the value of ${METRIC}"))
        .isEqualTo("there is no metric the value of ${METRIC}; there are: orders");
  }

  @Test
  void what_could_not_be_read_is_passed_over() {
    PipelineSpec nothing =
        new PipelineSpec(
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(
                RuleSpec.comparing(
                    null,
                    "orders",
                    null,
                    new ConditionSpec(1.0, null, null, null),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null)),
            null,
            null);
    PipelineSpec little =
        spec(
            new MeasureSpec(null, null, null, Map.of("orders", COUNT), null, null),
            rule("a", "orders"),
            RuleSpec.comparing(
                "b",
                "orders",
                new BaselineSpec(new EmaSpec(null, null)),
                new ConditionSpec(null, null, 0.5, null),
                null,
                null,
                null,
                null,
                null,
                null));

    assertThat(SpecRules.check(nothing)).isEmpty();
    assertThat(SpecRules.check(little)).isEmpty();
  }

  @Test
  void names_with_slashes_are_escaped_in_pointers() {
    PipelineSpec spec =
        spec(
            new MeasureSpec(
                null,
                Duration.ofMinutes(1),
                null,
                Map.of("a/b~c", COUNT, "orders", COUNT),
                null,
                null));

    assertThat(SpecRules.check(spec))
        .extracting(SpecProblem::path)
        .containsExactly("/measure/measures/a~1b~0c");
  }
}
