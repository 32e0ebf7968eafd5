package io.github.beamwatch.beam.delivery;

import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.alert.Alert;
import org.jspecify.annotations.Nullable;

/**
 * An alert on its way to one channel.
 *
 * @param channel the channel's name; empty for {@link #wakeUp}
 * @param alert the alert; null for {@link #wakeUp}
 * @param record the record that it was read from, for dead letters and for its own words
 */
public record RoutedAlert(String channel, @Nullable Alert alert, RawRecord record) {

  /**
   * No alert, but an occasion to hand on what became of earlier ones, where no more alerts come.
   */
  public static RoutedAlert wakeUp() {
    return new RoutedAlert("", null, RawRecord.of(new byte[0]));
  }
}
