package io.github.beamwatch.core.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Alerts against labelled events: which alerts were right, which events were caught, and how long
 * that took. Numbers that are not defined are NaN.
 */
public final class EventTally {
  private long alerts;
  private long right;
  private long events;
  private final List<Long> delays = new ArrayList<>();

  /** Counts an alert; it is right where it lies inside an event. */
  public void alert(boolean inside) {
    alerts++;
    right += inside ? 1 : 0;
  }

  /** Counts an event without any alert inside. */
  public void missed() {
    events++;
  }

  /**
   * Counts an event with an alert inside.
   *
   * @param delay from the event's start to its first alert, in a unit that is the same for all
   */
  public void caught(long delay) {
    events++;
    delays.add(delay);
  }

  public long alerts() {
    return alerts;
  }

  public long right() {
    return right;
  }

  public long events() {
    return events;
  }

  public long caught() {
    return delays.size();
  }

  /** Of the alerts, the share inside an event; NaN without alerts. */
  public double precision() {
    return alerts == 0 ? Double.NaN : (double) right / alerts;
  }

  /** Of the events, the share with an alert inside; NaN without events. */
  public double recall() {
    return events == 0 ? Double.NaN : (double) caught() / events;
  }

  /** The harmonic mean of both; 0 where nothing was caught, NaN where there was nothing at all. */
  public double f1() {
    if (alerts == 0 && events == 0) {
      return Double.NaN;
    }
    double precision = alerts == 0 ? 0.0 : precision();
    double recall = events == 0 ? 0.0 : recall();
    return precision + recall == 0 ? 0.0 : 2 * precision * recall / (precision + recall);
  }

  /** The median of the delays of the events that were caught; NaN where none was. */
  public double medianDelay() {
    List<Long> sorted = new ArrayList<>(delays);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
  }

  /** The longest of the delays; NaN where no event was caught. */
  public double worstDelay() {
    return delays.isEmpty() ? Double.NaN : Collections.max(delays);
  }
}
