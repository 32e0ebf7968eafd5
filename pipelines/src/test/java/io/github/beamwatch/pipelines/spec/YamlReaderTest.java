package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: x\\n\\tfoo: y   | spec.yaml:2:1: a tab cannot stand here in YAML; indent with spaces
          a: b: c               | spec.yaml:1:5: a ':' cannot stand here; indent the line like its neighbours, or put the text into quotes
          a: [1, 2\\nb: 3       | spec.yaml:2:2: the '[' that opens on line 1 is not closed, or a ',' is missing before this
          a: {b: 1\\nc: 3}      | spec.yaml:2:2: the '{' that opens on line 1 is not closed, or a ',' is missing before this
          a: "x\\nb: 3          | spec.yaml:2:5: the quote that opens on line 1 is never closed
          a:\\n  b: 1\\n c: 2   | spec.yaml:3:2: this line does not belong to the lines above; indent it like its neighbours, or put a text that begins with a quote, '{' or '[' into quotes as a whole
          a: *.jsonl            | spec.yaml:1:5: a '*' at the beginning stands for an anchor, and there is none of this name; put a text that begins with '*' into quotes
          a: *none              | spec.yaml:1:4: a '*' at the beginning stands for an anchor, and there is none of this name; put a text that begins with '*' into quotes
          a: %x                 | spec.yaml:1:4: a text cannot begin with this character; put it into quotes
          a: 1\\n---\\nb: 2     | spec.yaml:2:1: a second document begins here; a spec is one document
          a: !!javax.script.ScriptEngineManager [x] | spec.yaml:1:4: a tag such as !!name has no meaning in a spec; remove it
          a: \\u0007            | spec.yaml:1:4: the character U+0007 is not allowed in YAML; remove it
          a: 1\\nb\\nc: 2     | spec.yaml:2:1: a ':' is missing behind this key; write key: value
          a: {b: ]}             | spec.yaml:1:8: a value is missing here; a text that begins with such a character needs quotes
          a: - b                | spec.yaml:1:4: a '- ' cannot stand here; begin a list on a line of its own, indented more than its key
          a: &a [*a]            | spec.yaml:1:4: an anchor is used inside of itself
          """)
  void a_text_that_is_not_yaml_has_one_problem_with_its_place(String yaml, String problem) {
    String text = yaml.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0007", "\u0007");

    assertThat(SpecTexts.problems(text)).containsExactly(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing but a comment\n", "---\n"})
  void an_empty_text_is_told_how_to_begin(String text) {
    assertThat(SpecTexts.problems(text))
        .singleElement()
        .asString()
        .endsWith("is empty; begin with apiVersion: beamwatch/v1");
  }

  @Test
  void a_local_tag_is_refused() {
    assertThat(SpecTexts.problems(SpecTexts.valid("name: orders", "name: !secret orders")))
        .containsExactly("spec.yaml:2:7: a tag such as !!name has no meaning in a spec; remove it");
  }

  @Test
  void a_key_that_is_no_word_is_refused() {
    assertThat(SpecTexts.problems(SpecTexts.VALID + "? {a: b}\n: c\n"))
        .containsExactly("spec.yaml:24:3: a key must be a word, not a mapping or list");
  }

  @Test
  void anchors_that_multiply_are_refused_before_they_fill_the_memory() {
    // Twenty doublings within the parser's own limit of aliases: a million values of two letters.
    String bomb =
        "a0: &a0 [x, x]\n"
            + IntStream.rangeClosed(1, 20)
                .mapToObj(i -> "a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1))
                .collect(Collectors.joining());

    assertThat(SpecTexts.problems(bomb))
        .singleElement()
        .asString()
        .endsWith("holds more than 100000 values, most likely by anchors in anchors");
  }

  @Test
  void deep_nesting_is_refused() {
    assertThat(SpecTexts.problems("a: " + "[".repeat(5000) + "]".repeat(5000)))
        .containsExactly("spec.yaml: is nested more than 50 levels deep");
  }

  @Test
  void a_huge_text_is_refused() {
    assertThat(SpecTexts.problems("a: " + "x".repeat(2 << 20)))
        .containsExactly("spec.yaml: is longer than 1 MiB; a spec is a few kilobytes");
  }

  @Test
  void anchors_and_merged_mappings_are_filled_in() {
    String text =
        SpecTexts.valid(
            "    baseline: {ema: {alpha: 0.2}}\n    when: {belowRatio: 0.5}\n",
            """
                baseline: &average {ema: {alpha: 0.2}}
                when: {belowRatio: 0.5}
                guard: &guard {warmup: 3, minSamples: 10}
              - rule: small_baskets
                metric: basket
                baseline: *average
                when: {belowRatio: 0.7}
                guard: {<<: *guard, warmup: 9}
            """);

    LoadedSpec loaded = SpecTexts.load(text);

    assertThat(loaded.spec().detect()).hasSize(2);
    assertThat(loaded.spec().detect().get(1).baseline())
        .isEqualTo(loaded.spec().detect().get(0).baseline());
    assertThat(loaded.spec().detect().get(1).guard().warmup()).isEqualTo(9);
    assertThat(loaded.spec().detect().get(1).guard().minSamples()).isEqualTo(10);
  }

  @Test
  void a_problem_in_an_anchor_is_told_once() {
    String text =
        SpecTexts.valid(
            "    baseline: {ema: {alpha: 0.2}}\n    when: {belowRatio: 0.5}\n",
            """
                baseline: &average {ema: {alpha: 2}}
                when: {belowRatio: 0.5}
              - {rule: b, metric: basket, baseline: *average, when: {belowRatio: 0.7}}
            """);

    assertThat(SpecTexts.problems(text))
        .containsExactly(
            "spec.yaml:19:38: detect[0].baseline.ema.alpha: 2 is not allowed; alpha lies above 0"
                + " and is at most 1");
  }

  @Test
  void words_of_yaml_1_1_are_texts() {
    LoadedSpec loaded =
        SpecTexts.load(
            SpecTexts.valid("{count: {}}", "{count: {country: NO, at: 12:30, on: yes}}"));

    assertThat(loaded.spec().measure().measures().get("orders").count())
        .containsEntry("country", "NO")
        .containsEntry("at", "12:30")
        .containsEntry("on", "yes");
  }

  @Test
  void numbers_and_flags_are_their_own_text_where_a_text_is_compared() {
    LoadedSpec loaded =
        SpecTexts.load(SpecTexts.valid("{count: {}}", "{count: {status: 1.10, paid: true}}"));

    assertThat(loaded.spec().measure().measures().get("orders").count())
        .containsEntry("status", "1.10")
        .containsEntry("paid", "true");
  }

  @Test
  void a_byte_order_mark_is_passed_over() {
    assertThat(SpecTexts.problems("\uFEFF" + SpecTexts.VALID)).isEmpty();
  }

  @Test
  void a_key_with_nothing_behind_it_holds_nothing() {
    LoadedSpec loaded =
        SpecTexts.load(SpecTexts.valid("- console: {}", "- console:\nsinks:\n  # metrics: …\n"));

    assertThat(loaded.spec().alerts().sinks().get(0).console()).isNotNull();
    assertThat(loaded.spec().sinks().deadLetters()).hasSize(1);
  }
}
