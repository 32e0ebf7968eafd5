package io.github.beamwatch.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalParserTest {

  private static double parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return DecimalParser.parse(bytes, 0, bytes.length);
  }

  @Property
  void agreesWithTheJdkToTheLastBit(@ForAll double number) {
    if (Double.isFinite(number)) {
      assertThat(parse(Double.toString(number))).isEqualTo(number);
    }
  }

  @Property
  void agreesOnShortDecimals(@ForAll @DoubleRange(min = 0, max = 100) double number) {
    String text =
        new java.math.BigDecimal(number).setScale(6, java.math.RoundingMode.DOWN).toPlainString();
    assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1.",
        ".5",
        "00012",
        "9007199254740993",
        "123456789012345678901234567890",
        "1e5",
        "-1.5E-7",
        "0.1",
        "4.9e-324",
        "1.7976931348623157e308",
        "0.000000000000000000000001"
      })
  void readsEveryDecimalLayout(String text) {
    assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "0x10",
        "1d",
        "1 ",
        " 1",
        "1.2.3",
        "--1",
        "1e",
        "abc",
        "1,5"
      })
  void refusesEverythingElse(String text) {
    assertThat(parse(text)).isNaN();
  }

  @Test
  void keepsTheSignOfZero() {
    assertThat(1 / parse("-0")).isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
