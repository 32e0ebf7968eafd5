package io.github.beamwatch.core.delivery;

import static io.github.beamwatch.core.delivery.Alerts.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.spec.Severity;
import io.github.beamwatch.core.spec.delivery.GroupSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What messages say, and which alerts share one. */
class TextsTest {

  private static final Alert US =
      alert("1", AlertStatus.FIRING, Severity.HIGH, Map.of("country", "US"));
  private static final Alert UK =
      alert("2", AlertStatus.FIRING, Severity.CRITICAL, Map.of("country", "UK"));
  private static final Alert END =
      alert("1", AlertStatus.RESOLVED, Severity.HIGH, Map.of("country", "US"));

  @Test
  void titles() {
    assertThat(AlertText.title(List.of(US))).isEqualTo("High: ctr_drop of country=US");
    assertThat(AlertText.title(List.of(US, UK))).isEqualTo("Critical: ctr_drop, 2 series");
    assertThat(AlertText.title(List.of(END))).isEqualTo("Resolved: ctr_drop of country=US");
    assertThat(AlertText.emoji(List.of(US, UK))).isEqualTo("🔴");
    assertThat(AlertText.emoji(List.of(END))).isEqualTo("✅");
  }

  @Test
  void lines_and_times() {
    assertThat(AlertText.line(US)).isEqualTo("country=US: ctr 2.13, expected 9.07 (−76.5 %)");
    assertThat(AlertText.time(US)).isEqualTo("2025-12-17 08:16–08:17 UTC");
    assertThat(AlertText.inOrder(List.of(US, UK))).containsExactly(UK, US);
  }

  @Test
  void alerts_of_one_group_have_its_fields_in_common_and_their_status() {
    GroupSpec byRule = new GroupSpec(List.of("alert_type", "window_end"), null, null);
    GroupSpec byLabel = new GroupSpec(List.of("country"), null, null);

    assertThat(GroupKey.of(US, byRule)).isEqualTo(GroupKey.of(UK, byRule));
    assertThat(GroupKey.of(US, byRule)).isNotEqualTo(GroupKey.of(END, byRule));
    assertThat(GroupKey.of(US, byLabel)).isNotEqualTo(GroupKey.of(UK, byLabel));
  }

  @Test
  void keys_of_memory_tell_channels_states_and_series_apart() {
    assertThat(DeliveryKey.ofMessage("slack", US)).isEqualTo("sent:slack:1:firing");
    assertThat(DeliveryKey.ofMessage("slack", END)).isEqualTo("sent:slack:1:resolved");
    assertThat(DeliveryKey.ofFiring("slack", END)).isEqualTo("sent:slack:1:firing");
    assertThat(DeliveryKey.ofCooldown("slack", US))
        .isEqualTo(DeliveryKey.ofCooldown("slack", END))
        .isNotEqualTo(DeliveryKey.ofCooldown("slack", UK))
        .isNotEqualTo(DeliveryKey.ofCooldown("mail", US));
  }

  @Test
  void a_body_has_its_placeholders_filled_in_and_escaped() {
    BodyTemplate body =
        BodyTemplate.of("{\"m\": \"{message}\", \"v\": {current_value}, {}, { x }}");

    assertThat(body.fill(List.of(US), "[]"))
        .isEqualTo("{\"m\": \"ctr \\\"fell\\\"\", \"v\": 2.13, {}, { x }}");
    assertThatThrownBy(() -> BodyTemplate.of("{mesage}"))
        .hasMessageStartingWith("has an unknown placeholder {mesage}; there are {alerts}, {count}");
  }
}
