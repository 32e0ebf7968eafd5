package io.github.beamwatch.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlertIdTest {
  private static final SortedMap<String, String> US_BANNER =
      new TreeMap<>(Map.of("country", "US", "ad_format", "banner"));

  /** The name is a contract: whoever computes it elsewhere gets the same id. */
  @Test
  void isTheNameBasedUuidOfTheDocumentedName() {
    String name = "10:ad-metrics;8:ctr_drop;9:ad_format;6:banner;7:country;2:US;1765960800000";
    assertThat(AlertId.name("ad-metrics", "ctr_drop", US_BANNER, 1765960800000L)).isEqualTo(name);
    assertThat(AlertId.of("ad-metrics", "ctr_drop", US_BANNER, 1765960800000L))
        .isEqualTo(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
  }

  @Test
  void tellsApartWhatOnlyLooksAlike() {
    SortedMap<String, String> one = new TreeMap<>(Map.of("a", "1;1:b;1:2"));
    SortedMap<String, String> two = new TreeMap<>(Map.of("a", "1", "b", "2"));
    assertThat(AlertId.of("p", "r", one, 0)).isNotEqualTo(AlertId.of("p", "r", two, 0));
    assertThat(AlertId.of("p1", "r", two, 0)).isNotEqualTo(AlertId.of("p", "1r", two, 0));
    assertThat(AlertId.of("p", "r", two, 10)).isNotEqualTo(AlertId.of("p", "r", two, 1));
  }
}
