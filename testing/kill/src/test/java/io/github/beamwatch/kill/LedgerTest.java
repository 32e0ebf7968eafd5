package io.github.beamwatch.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTest {

  @Test
  void tellsWhatIsMissingExtraAndRepeated() {
    Ledger ledger = Ledger.of(Set.of("a", "b", "c"), List.of("a", "a", "b", "x"));

    assertThat(ledger.missing()).containsExactly("c");
    assertThat(ledger.extra()).containsExactly("x");
    assertThat(ledger.repeats()).isEqualTo(1);
    assertThat(ledger.repeatsPercent()).isEqualTo(100.0 / 3);
    assertThat(ledger.isWhole()).isFalse();
  }

  @Test
  void isWholeWhenEverythingCameHoweverOften() {
    assertThat(Ledger.of(Set.of("a"), List.of("a", "a")).isWhole()).isTrue();
    assertThat(Ledger.of(Set.of("a"), List.of()).isWhole()).isFalse();
  }

  @Test
  void readsWhichAlertAMessageIsAbout() {
    String id = "6c3e0000-0000-3000-8000-000000000001";
    String message =
        "{\"text\":\"✅ Resolved: ctr_drop of country=UK\",\"blocks\":[{\"text\":\""
            + id
            + "  ·  ctr_drop  ·  ads\"}]}";

    assertThat(Chat.key(message)).isEqualTo(new AlertKey(id, "resolved", "ctr_drop"));
    assertThat(Chat.key(message.replace("✅ Resolved", "🟠 High")))
        .isEqualTo(new AlertKey(id, "firing", "ctr_drop"));
  }
}
