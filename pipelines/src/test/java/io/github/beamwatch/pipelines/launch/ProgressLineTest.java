package io.github.beamwatch.pipelines.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  @Test
  void tellsEventsRateWatermarkAndAlerts() {
    long watermark = Instant.parse("2025-12-17T08:25:00Z").toEpochMilli();
    assertThat(ProgressLine.ofEvents(1_234_567, 245_000.4, watermark, 17))
        .isEqualTo("1,234,567 events  245,000/s  watermark 2025-12-17T08:25:00Z  alerts 17");
  }

  @Test
  void noWindowYet() {
    assertThat(ProgressLine.ofEvents(0, 0, Long.MIN_VALUE, 0)).contains("watermark none yet");
  }
}
