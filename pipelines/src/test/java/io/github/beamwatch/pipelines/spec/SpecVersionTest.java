package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecVersionTest {

  private static final String VERSION = SpecTexts.load(SpecTexts.VALID).specVersion();

  @Test
  void it_is_the_same_on_every_machine_and_in_every_year() {
    // A new release may change this on purpose, and says so then.
    assertThat(VERSION).isEqualTo("85b4fa233231");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: orders                  | name:   'orders' # a comment
          window: 1m                    | window: PT60S
          window: 1m                    | window: 60s
          window: 1m                    | "window: 1m\\n  allowedLateness: 0s"
          belowRatio: 0.5               | belowRatio: 5.0e-1
          alpha: 0.2                    | "ttl: 60m, alpha: 0.2"
          orders: {count: {}}\\n    amount: {sum: amount} | amount: {sum: amount}\\n    orders: {count: {}}
          files: {paths: [in/*.jsonl]}  | "kafka: {bootstrapServers: 'a:1', topic: t, properties: {password: x}}"
          - console: {}                 | - files: {path: out}
          name: orders                  | name: orders\\ndescription: Something.
          - console: {}                 | - console: {}\\nsinks: {metrics: [{console: {}}]}
          """)
  void it_does_not_depend_on(String text, String replacement) {
    assertThat(version(text, replacement)).isEqualTo(VERSION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: orders        | name: order
          window: 1m          | window: 2m
          belowRatio: 0.5     | belowRatio: 0.51
          belowRatio: 0.5     | below: 0.5
          amount / orders     | amount / orders + 1.0
          groupBy: [shop]     | groupBy: [store]
          {sum: amount}       | {mean: amount}
          alerts:             | alerts:\\n  cooldown: 11m
          rule: few_orders    | rule: fewer_orders
          """)
  void it_changes_with(String text, String replacement) {
    assertThat(version(text, replacement)).isNotEqualTo(VERSION).matches("[0-9a-f]{12}");
  }

  @Test
  void values_cannot_be_confused_with_their_neighbours() {
    String one = "{count: {a: 'x\",\"b\":\"y'}}";
    String two = "{count: {a: x, b: y}}";

    assertThat(version("{count: {}}", one)).isNotEqualTo(version("{count: {}}", two));
  }

  private static String version(String text, String replacement) {
    return SpecTexts.load(
            SpecTexts.valid(text.replace("\\n", "\n"), unquoted(replacement).replace("\\n", "\n")))
        .specVersion();
  }

  private static String unquoted(String text) {
    return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
  }
}
