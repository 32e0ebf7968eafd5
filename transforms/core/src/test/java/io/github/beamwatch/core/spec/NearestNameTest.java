package io.github.beamwatch.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

  private static final List<String> KNOWN =
      List.of("below", "above", "belowRatio", "aboveRatio", "metrics", "ctr");

  @ParameterizedTest
  @CsvSource({
    "belowRatoi, belowRatio",
    "BELOWRATIO, belowRatio",
    "belowratio, belowRatio",
    "bellow, below",
    "metric, metrics",
    "metrcs, metrics",
    "crt, ctr",
    "abo, above",
    "metr, metrics"
  })
  void a_slip_of_the_fingers_is_understood(String name, String meant) {
    assertThat(NearestName.of(name, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"threshold", "x", "ratio", "revenue"})
  void another_word_is_not(String name) {
    assertThat(NearestName.of(name, KNOWN)).isEmpty();
  }

  @Test
  void a_sentence_ends_with_the_choice() {
    assertThat(NearestName.choice("crt", List.of("ctr", "ecpm"), "there are"))
        .isEqualTo("; did you mean 'ctr'? there are: ctr, ecpm");
    assertThat(NearestName.choice("foo", List.of("ctr", "ecpm"), "there are"))
        .isEqualTo("; there are: ctr, ecpm");
    assertThat(NearestName.choice("foo", List.of(), "there are")).isEqualTo("; there are: none");
  }

  @Property(seed = "1", tries = 200)
  void the_distance_is_zero_for_equals_and_the_same_both_ways(
      @ForAll @AlphaChars @StringLength(max = 8) String a,
      @ForAll @AlphaChars @StringLength(max = 8) String b) {
    assertThat(NearestName.distance(a, a)).isZero();
    assertThat(NearestName.distance(a, b)).isEqualTo(NearestName.distance(b, a));
    assertThat(NearestName.distance(a, b)).isLessThanOrEqualTo(Math.max(a.length(), b.length()));
  }
}
