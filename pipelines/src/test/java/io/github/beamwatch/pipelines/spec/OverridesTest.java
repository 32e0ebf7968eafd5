package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.core.spec.SourceSpec;
import io.github.beamwatch.pipelines.UserException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {

  private static final String KAFKA =
      SpecTexts.valid(
          "files: {paths: [in/*.jsonl]}", "kafka: {bootstrapServers: \"${BROKERS}\", topic: t}");

  private static PipelineSpec with(String... sets) {
    return SpecTexts.load(SpecTexts.VALID, sets).spec();
  }

  @Test
  void a_value_is_replaced() {
    assertThat(with("measure.window=5m").measure().window()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void a_rule_goes_by_its_name_or_its_index() {
    String[] paths = {
      "detect.few_orders.when.belowRatio", "detect.0.when.belowRatio", "detect[0].when.belowRatio"
    };
    for (String path : paths) {
      assertThat(with(path + "=0.4").detect().get(0).when().belowRatio()).isEqualTo(0.4);
    }
  }

  @Test
  void what_the_text_leaves_out_can_be_added() {
    assertThat(with("detect.few_orders.guard.warmup=4").detect().get(0).guard().warmup())
        .isEqualTo(4);
    assertThat(with("alerts.cooldown=1h").alerts().cooldown()).isEqualTo(Duration.ofHours(1));
    assertThat(with("measure.metrics.twice=orders + orders").measure().metrics())
        .containsEntry("twice", "orders + orders");
  }

  @Test
  void a_value_is_yaml_and_replaces_a_whole_part() {
    assertThat(with("measure.groupBy=[shop, city]").measure().groupBy())
        .containsExactly("shop", "city");
    assertThat(with("source={files: {paths: [\"*.gz\"]}}").source())
        .isEqualTo(SourceSpec.ofFiles("*.gz"));
  }

  @Test
  void a_text_is_taken_as_it_stands() {
    assertThat(with("description=*all: {of} it").description()).isEqualTo("*all: {of} it");
    assertThat(with("description=\"quoted\"").description()).isEqualTo("quoted");
  }

  @Test
  void dots_in_the_key_of_a_property_need_no_quotes() {
    PipelineSpec spec =
        SpecTexts.load(
                KAFKA,
                Map.of("BROKERS", "a:9092"),
                "source.kafka.properties.max.poll.records=500",
                "source.kafka.properties.client.id=x")
            .spec();

    assertThat(spec.source().kafka().properties())
        .containsOnly(Map.entry("max.poll.records", "500"), Map.entry("client.id", "x"));
  }

  @Test
  void the_last_one_wins() {
    assertThat(with("name=a", "name=b").name()).isEqualTo("b");
  }

  @Test
  void an_anchor_changes_only_where_it_is_named() {
    String text =
        SpecTexts.valid(
            "    baseline: {ema: {alpha: 0.2}}\n    when: {belowRatio: 0.5}\n",
            """
                baseline: &average {ema: {alpha: 0.2}}
                when: {belowRatio: 0.5}
              - {rule: b, metric: basket, baseline: *average, when: {belowRatio: 0.7}}
            """);

    PipelineSpec spec = SpecTexts.load(text, "detect.b.baseline.ema.alpha=0.5").spec();

    assertThat(spec.detect().get(0).baseline().ema().alpha()).isEqualTo(0.2);
    assertThat(spec.detect().get(1).baseline().ema().alpha()).isEqualTo(0.5);
  }

  @Test
  void an_unset_variable_does_not_matter_where_it_is_overridden() {
    assertThat(SpecTexts.problems(KAFKA, "source.kafka.bootstrapServers=a:9092")).isEmpty();
  }

  @Test
  void input_replaces_the_source_and_output_every_sink() {
    String text =
        KAFKA.replace("- console: {}", "- kafka: {topic: alerts}\nsinks: {deadLetters: []}");
    List<SpecOverride> overrides = new ArrayList<>(SpecOverride.output("out/${x}"));
    overrides.add(SpecOverride.input(List.of("in/*.gz", "more")));

    PipelineSpec spec =
        SpecLoader.load(new SpecText("spec.yaml", text), overrides, Map.of()).spec();

    SinkSpec files = SinkSpec.toFiles("out/${x}");
    assertThat(spec.source()).isEqualTo(SourceSpec.ofFiles("in/*.gz", "more"));
    assertThat(spec.alerts().sinks()).containsExactly(files);
    assertThat(spec.sinks().metrics()).containsExactly(files);
    assertThat(spec.sinks().scores()).containsExactly(files);
    assertThat(spec.sinks().deadLetters()).containsExactly(files);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alerts.coldown=5m | --set alerts.coldown: unknown key 'coldown' in alerts; did you mean 'cooldown'? allowed: cooldown, sendResolved, sinks
          window=5m | --set window: unknown key 'window'; allowed: apiVersion, kind, name, description, source, parse, measure, detect, alerts, sinks, privacy, liveRules
          measure.window.length=5m | --set measure.window.length: 'measure.window' is a single value, so there is no 'length' in it
          detect.few_ordres.metric=x | --set detect.few_ordres.metric: unknown rule 'few_ordres' in detect; did you mean 'few_orders'? allowed: few_orders
          detect.7.metric=x | --set detect.7.metric: 'detect' has 1 element, counted from 0; there is no 7
          alerts.sinks.first.console={} | --set alerts.sinks.first.console: 'alerts.sinks' is a list; 'first' is not an index such as 0
          measure.measures.=1 | --set measure.measures.: the path has an empty part; write for example alerts.cooldown
          measure.window=10 mins | --set measure.window: '10 mins' is not a duration; write 30s, 10m, 1h, 1d or ISO-8601 such as PT10M
          detect.few_orders.when.belowRatio=half | --set detect.few_orders.when.belowRatio: detect[0].when.belowRatio: expected a number, found 'half'
          detect.few_orders.when={belowRatoi: 1} | --set detect.few_orders.when: detect[0].when: unknown key 'belowRatoi'; did you mean 'belowRatio'? allowed: below, above, belowRatio, aboveRatio
          name= | --set name: has no value; expected text
          measure.groupBy=[a | --set measure.groupBy: the '[' that opens on line 1 is not closed, or a ',' is missing before this
          """)
  void a_wrong_one_is_told_with_what_is_near_and_allowed(String set, String problem) {
    assertThat(SpecTexts.problems(SpecTexts.VALID, set)).contains(problem);
  }

  @Test
  void an_argument_without_a_value_is_a_usage_mistake() {
    assertThatThrownBy(() -> SpecOverride.parse("alerts.cooldown"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "--set 'alerts.cooldown' is not path=value; write for example --set alerts.cooldown=5m");
  }
}
