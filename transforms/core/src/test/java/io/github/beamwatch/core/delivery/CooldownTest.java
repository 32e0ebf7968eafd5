package io.github.beamwatch.core.delivery;

import static io.github.beamwatch.core.delivery.Alerts.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.delivery.Cooldown.Last;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.spec.Severity;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CooldownTest {

  private final Cooldown cooldown = new Cooldown(Duration.ofMinutes(10));

  private static Alert alert(String id, AlertStatus status, int minute) {
    return Alerts.at(id, status, Severity.LOW, Map.of(), START.plus(Duration.ofMinutes(minute)));
  }

  @Test
  void others_wait_until_the_time_is_over_by_event_time() {
    Alert first = alert("a", AlertStatus.FIRING, 0);
    Last last = cooldown.after(first, null);

    assertThat(cooldown.allows(first, null)).isTrue();
    assertThat(cooldown.allows(alert("b", AlertStatus.FIRING, 9), last)).isFalse();
    assertThat(cooldown.allows(alert("b", AlertStatus.FIRING, 10), last)).isTrue();
  }

  @Test
  void the_alert_itself_passes_again_so_that_a_replay_loses_nothing() {
    Alert first = alert("a", AlertStatus.FIRING, 0);
    Last last = cooldown.after(first, null);

    assertThat(cooldown.allows(first, last)).isTrue();
    assertThat(cooldown.after(first, last)).isEqualTo(last);
  }

  @Test
  void an_end_is_told_where_its_beginning_was() {
    Last last = cooldown.after(alert("a", AlertStatus.FIRING, 0), null);

    assertThat(cooldown.allows(alert("a", AlertStatus.RESOLVED, 3), last)).isTrue();
    assertThat(cooldown.allows(alert("b", AlertStatus.RESOLVED, 30), last)).isFalse();
    assertThat(cooldown.after(alert("a", AlertStatus.RESOLVED, 3), last)).isEqualTo(last);
  }
}
