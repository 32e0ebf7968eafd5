package io.github.beamwatch.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretTest {

  private static final Secret SECRET = Secret.of("never-print-me");

  private record Login(String user, Secret password) {}

  @Test
  void no_text_made_of_it_shows_it() {
    for (Object holder :
        List.of(
            SECRET,
            new Login("ann", SECRET),
            Map.of("k", SECRET),
            List.of(SECRET),
            Optional.of(SECRET),
            SpecProblem.of("/password", "{} is wrong", SECRET))) {
      assertThat(holder.toString()).contains("***").doesNotContain("never");
    }
    assertThat(SpecProblem.of("/password", "{} is wrong", SECRET).message())
        .isEqualTo("'***' is wrong");
  }

  @Test
  void whoever_asks_gets_it() {
    assertThat(SECRET.reveal()).isEqualTo("never-print-me");
    assertThat(SECRET).isEqualTo(Secret.of("never-print-me")).isNotEqualTo(Secret.of("other"));
  }

  @Test
  void it_is_read_from_a_plain_text() throws NoSuchMethodException {
    assertThat(Secret.class.getMethod("of", String.class).getAnnotation(JsonCreator.class).mode())
        .isEqualTo(JsonCreator.Mode.DELEGATING);
  }
}
