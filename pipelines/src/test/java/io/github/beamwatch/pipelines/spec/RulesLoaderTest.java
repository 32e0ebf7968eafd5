package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.live.RefusedRulesException;
import io.github.beamwatch.core.live.RuleDocument;
import io.github.beamwatch.core.live.RuleLog;
import io.github.beamwatch.core.live.RuleTimeline;
import io.github.beamwatch.core.live.RuleVersion;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesLoaderTest {

  private static final String SPEC =
      SpecTexts.valid(
          "files: {paths: [in/*.jsonl]}",
          "kafka: {bootstrapServers: 'b:1', topic: t}\nliveRules: {file: {path: rules.yaml}}");
  private static final LoadedSpec LOADED = SpecTexts.load(SPEC);
  private static final RulesLoader LOADER = new RulesLoader(LOADED.spec());

  private static RuleDocument document(String text) {
    return new RuleDocument("k", "rules.yaml", text);
  }

  private static String rules(String limit) {
    return "detect: [{rule: many, metric: orders, when: {above: %s}}]\n".formatted(limit);
  }

  @Test
  void the_version_is_that_of_a_spec_with_these_rules() throws RefusedRulesException {
    RuleVersion version = LOADER.read(document(rules("7")));
    int detect = SPEC.indexOf("detect:");
    int behind = SPEC.indexOf("alerts:");
    String whole = SPEC.substring(0, detect) + rules("7") + SPEC.substring(behind);

    assertThat(version.specVersion())
        .isEqualTo(SpecTexts.load(whole).specVersion())
        .isNotEqualTo(LOADED.specVersion());
    assertThat(LOADER.first().specVersion()).isEqualTo(LOADED.specVersion());
    assertThat(version.effectiveFrom()).isNull();
  }

  @Test
  void everything_wrong_is_told_in_the_words_of_validate() {
    refused(
        """
        effectiveFrom: tomorrow
        measure: {}
        spede: 1
        detect:
          - {rule: a, metric: ordres, when: {above: 1}}
          - {rule: b, metric: orders, when: {aboveRatio: 2}, severity: {hihg: {risePercent: 1}}}
          - {rule: d, metric: orders, when: {above: "${NO_SUCH_VARIABLE}"}}
        """,
        "rules.yaml:1:16: effectiveFrom: 'tomorrow' is not a time; write it with a date and a zone",
        "rules.yaml:2:1: 'measure' cannot change while the job runs; a version of the rules has"
            + " detect and effectiveFrom alone",
        "rules.yaml:3:1: unknown key 'spede'; allowed: detect, effectiveFrom",
        "rules.yaml:5:23: detect[0].metric: there is no metric 'ordres'; did you mean 'orders'?",
        "unknown key 'hihg'; did you mean 'high'?",
        "the environment variable NO_SUCH_VARIABLE is not set",
        " problems in rules.yaml");
    refused(
        "detect: [{rule: c, absent: {after: 5m}}]",
        "detect: cannot change rules on silence while the job runs; leave those with absent as they"
            + " are in the spec: none");
    refused("", "rules.yaml");
    refused("- a", "rules.yaml");
    refused("detect: {", "rules.yaml");
    refused("effectiveFrom: 2026-01-01T00:00:00Z", "the key 'detect' is missing");
  }

  private static void refused(String text, String... sentences) {
    assertThatThrownBy(() -> LOADER.read(document(text)))
        .isInstanceOf(RefusedRulesException.class)
        .message()
        .contains(sentences);
  }

  @Test
  void windows_are_judged_by_the_version_of_their_time_whenever_it_came() {
    String nine = "effectiveFrom: 2026-01-01T09:00:00Z\n" + rules("9");
    String ten = "effectiveFrom: 2026-01-01T11:00:00+01:00\n" + rules("10");

    RuleTimeline inOrder = timeline(nine, ten);
    RuleTimeline late = timeline(ten, nine);
    for (RuleTimeline timeline : List.of(inOrder, late)) {
      RuleTimeline.Rules first = at(timeline, "08:59:59.999");
      assertThat(at(timeline, "09:00:00")).isSameAs(at(timeline, "09:59:59")).isNotSameAs(first);
      assertThat(at(timeline, "10:00:00"))
          .isSameAs(at(timeline, "23:00:00"))
          .isNotSameAs(at(timeline, "09:00:00"));
      assertThat(timeline.all()).hasSize(3);
    }
    RuleTimeline atOnce = timeline(nine, ten, rules("1"));
    assertThat(at(atOnce, "00:00:00")).isSameAs(at(atOnce, "23:00:00"));
    assertThat(atOnce.all()).hasSize(4);
  }

  private static RuleTimeline timeline(String... texts) {
    RuleLog log =
        Stream.of(texts)
            .map(RulesLoaderTest::document)
            .reduce(RuleLog.EMPTY, RuleLog::with, (a, b) -> b);
    return RuleTimeline.of(LOADER.first(), log, LOADER);
  }

  private static RuleTimeline.Rules at(RuleTimeline timeline, String time) {
    return timeline.at(Instant.parse("2026-01-01T" + time + "Z").toEpochMilli());
  }
}
