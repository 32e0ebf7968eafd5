package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.pipelines.UserException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplatesTest {

  static List<Templates.Template> templates() {
    return Templates.list();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void each_loads_without_an_environment_and_is_named_after_its_file(Templates.Template template) {
    SpecText text = Templates.read(template.name());
    String name =
        switch (SpecKind.of(text)) {
          case DELIVERY -> SpecLoader.loadDelivery(text, List.of(), Map.of()).spec().name();
          case RANKING -> SpecLoader.loadRanking(text, List.of(), Map.of()).spec().name();
          case EVENT_RANKING ->
              SpecLoader.loadEventRanking(text, List.of(), Map.of()).spec().name();
          case DETECTION -> SpecLoader.load(text, List.of(), Map.of()).spec().name();
        };

    assertThat(name).isEqualTo(template.name());
    assertThat(template.description()).endsWith(".").hasSizeLessThan(130);
  }

  @Test
  void an_unknown_one_is_answered_with_the_nearest_and_the_list() {
    assertThatThrownBy(() -> SpecText.open("ad-metric"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "there is no template and no file 'ad-metric'; did you mean 'ad-metrics'? templates:"
                + " ad-metrics, ad-metrics-plain, sensors, transactions, transactions-windowed, deliver,"
                + " user-behaviour, card-fraud");
  }
}
