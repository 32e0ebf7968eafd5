package io.github.beamwatch.core.delivery;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a message may be sent after an earlier one about the same rule and labels, by event time.
 * The alert that was sent passes again, so that a replay changes nothing; the end of an alert is
 * told where its beginning was.
 */
public final class Cooldown implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long quietMillis;

  public Cooldown(Duration quietFor) {
    this.quietMillis = quietFor.toMillis();
  }

  /**
   * What was sent last.
   *
   * @param alertId of this alert
   * @param sentMillis its time, in epoch milliseconds
   */
  public record Last(String alertId, long sentMillis) implements Serializable {}

  /** Whether the alert may be sent after {@code last}. */
  public boolean allows(Alert alert, @Nullable Last last) {
    if (last == null || last.alertId().equals(alert.alertId())) {
      return true;
    }
    // The end of an alert that was itself held back, or sent so long ago that another took over.
    return alert.status() == AlertStatus.FIRING
        && alert.windowEnd().toEpochMilli() >= last.sentMillis() + quietMillis;
  }

  /** What is to be remembered after an alert that was allowed. */
  public @Nullable Last after(Alert alert, @Nullable Last last) {
    boolean begins =
        alert.status() == AlertStatus.FIRING
            && (last == null || !last.alertId().equals(alert.alertId()));
    return begins ? new Last(alert.alertId(), alert.windowEnd().toEpochMilli()) : last;
  }
}
