package io.github.beamwatch.beam.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.beam.delivery.LetThrough.Place;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.delivery.Cooldown.Last;
import io.github.beamwatch.fixtures.alert.SampleAlerts;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

/** A stream's cooldown in Beam's state. */
class CoolDownTest {
  private static final String RUN = "cool-down-test";
  private static final String TOPIC = "alerts/0";

  private final DeliveryLedger ledger = DeliveryLedger.of(RUN);

  private static RoutedAlert alert(long offset, int number, int minute) {
    Alert alert = SampleAlerts.later(number, "UK", Duration.ofMinutes(minute));
    return new RoutedAlert("chat", alert, new RawRecord("{}".getBytes(UTF_8), TOPIC, offset));
  }

  private List<Long> letThrough(RoutedAlert... alerts) {
    TestStream.Builder<RoutedAlert> stream = TestStream.create(RoutedAlertCoder.of());
    for (RoutedAlert alert : alerts) {
      ledger.admit(TOPIC, alert.record().offset(), 1);
      stream = stream.addElements(alert);
    }
    DirectRun run = DirectRun.withParallelism(1);
    Kept<RoutedAlert> kept =
        run.keep(
            run.pipeline()
                .apply(stream.advanceWatermarkToInfinity())
                .apply(CoolDown.quietFor(Duration.ofMinutes(10)).withLedger(RUN)));
    run.toEnd();
    return kept.values().stream().map(routed -> routed.record().offset()).toList();
  }

  @Test
  void othersOfTheSeriesAreHeldBackAndSettled() {
    assertThat(letThrough(alert(0, 1, 0), alert(1, 2, 9), alert(2, 3, 10))).containsExactly(0L, 2L);
    assertThat(ledger.isSettled(TOPIC, 1)).isTrue();
    assertThat(ledger.isSettled(TOPIC, 0)).isFalse();
    DeliveryLedger.close(RUN);
  }

  /** A checkpoint holds the cooldown of all that was read, and offsets of what was delivered. */
  @Test
  void whatIsReadAgainAfterAFailureIsLetThroughAgainThoughALaterOneWasMeanwhile() {
    RoutedAlert first = alert(0, 1, 0);
    RoutedAlert between = alert(1, 2, 5);
    RoutedAlert later = alert(2, 3, 15);

    assertThat(letThrough(first, between, later, first, between, later))
        .containsExactly(0L, 2L, 0L, 2L);
    DeliveryLedger.close(RUN);
  }

  @Test
  void whatIsSettledIsForgotten() {
    ledger.admit(TOPIC, 0, 1);
    ledger.admit(TOPIC, 1, 1);
    Last last = new Last("a", 5);
    LetThrough one = LetThrough.NOTHING.with(last, alert(0, 1, 0).record(), ledger);
    ledger.settle(TOPIC, 0);

    LetThrough two = one.with(last, alert(1, 2, 15).record(), ledger);

    assertThat(two).isEqualTo(new LetThrough(last, List.of(new Place(TOPIC, 1))));
    DeliveryLedger.close(RUN);
  }

  @Test
  void theCellSurvivesBytes() throws Exception {
    LetThrough cell = new LetThrough(new Last("a", -5), List.of(new Place(TOPIC, 300)));

    assertThat(through(cell)).isEqualTo(cell);
    assertThat(through(LetThrough.NOTHING)).isEqualTo(LetThrough.NOTHING);
    assertThatThrownBy(
            () -> CoderUtils.decodeFromByteArray(new LetThroughCoder(), new byte[] {9, 0, 0}))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("format version 9");
  }

  private static LetThrough through(LetThrough cell) throws CoderException {
    LetThroughCoder coder = new LetThroughCoder();
    return CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, cell));
  }
}
