package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** One pass finds all: wrong shape in one part does not hide wrong meaning in another. */
class AllProblemsTest {

  @Test
  void every_problem_is_told_at_once_in_the_order_of_the_text() {
    assertThat(SpecTexts.problems(SpecTexts.resource("all-wrong.yaml")))
        .extracting(line -> line.substring(0, line.indexOf(' ', line.indexOf(' ') + 1)))
        .containsExactly(
            "spec.yaml:1:13: apiVersion:",
            "spec.yaml:2:7: name:",
            "spec.yaml:3:36: source.kafka.bootstrapServers:",
            "spec.yaml:5:11: parse.format:",
            "spec.yaml:6:15: parse.timestamp:",
            "spec.yaml:6:40: parse.timestamp.zone:",
            "spec.yaml:9:11: measure.window:",
            "spec.yaml:11:5: measure.measures['1st']:",
            "spec.yaml:12:5: measure.measures.clicks:",
            "spec.yaml:14:10: measure.metrics.ctr:",
            "spec.yaml:17:13: detect[0].metric:",
            "spec.yaml:18:12: detect[0].when:",
            "spec.yaml:19:11: detect[1].rule:",
            "spec.yaml:21:5: detect[1]:",
            "spec.yaml:21:28: detect[1].baseline.ema.alpha:",
            "spec.yaml:22:24: detect[1].when.aboveRatio:",
            "spec.yaml:23:12: detect[1].guard:",
            "spec.yaml:25:13: alerts.cooldown:",
            "spec.yaml:27:22: alerts.sinks[0].kafka.topic:",
            "spec.yaml:28:9: sinks.deadLetters:");
  }

  @Test
  void a_mistyped_key_is_checked_as_the_one_it_was_meant_to_be() {
    assertThat(
            SpecTexts.problems(
                SpecTexts.valid("baseline: {ema: {alpha: 0.2}}", "basline: {ema: {alpah: 2}}")))
        .containsExactly(
            "spec.yaml:19:5: detect[0]: unknown key 'basline'; did you mean 'baseline'? allowed:"
                + " rule, metric, metrics, detector, absent, direction, ttl, baseline, when, guard,"
                + " learn, severity, for, occurrences, keepFiringFor, message, mode",
            "spec.yaml:19:21: detect[0].baseline.ema: unknown key 'alpah'; did you mean 'alpha'?"
                + " allowed: alpha, ttl",
            "spec.yaml:19:28: detect[0].baseline.ema.alpha: 2 is not allowed; alpha lies above 0"
                + " and is at most 1");
  }

  @Test
  void what_only_follows_from_an_unreadable_part_is_not_told() {
    // The condition needs a baseline and the rule a metric: both are there, if unreadable.
    String text =
        SpecTexts.valid("baseline: {ema: {alpha: 0.2}}", "baseline: 5")
            .replace("basket: amount / orders", "basket: [amount, orders]")
            .replace("metric: orders", "metric: basket");

    assertThat(SpecTexts.problems(text))
        .containsExactly(
            "spec.yaml:15:5: measure.metrics.basket: expected text, found a list",
            "spec.yaml:19:15: detect[0].baseline: expected a mapping, found '5'; allowed keys: ema");
  }

  @Test
  void the_message_ends_with_the_count() {
    assertThatThrownBy(() -> SpecTexts.load(SpecTexts.valid("window: 1m", "window: 1x")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            "spec.yaml:10:11: measure.window: '1x' is not a duration; write 30s, 10m, 1h, 1d or"
                + " ISO-8601 such as PT10M\n1 problem in spec.yaml");
  }
}
