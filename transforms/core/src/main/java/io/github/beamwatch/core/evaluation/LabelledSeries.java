package io.github.beamwatch.core.evaluation;

/**
 * A scored series whose anomalies are known, one entry for each row. A segment is a run of labelled
 * rows; it is caught by an alert inside it. An alert is an alarm that comes more than {@code
 * cooldown} rows after the last alert. Segments that end, and alerts that fall, among the first
 * {@code skip} rows do not count.
 *
 * @param alarms whether the row's score is at its threshold or above
 * @param labels whether the row is part of an anomaly
 * @param times of the rows, epoch milliseconds; empty where rows have no time
 * @param skip so many rows at the beginning are not evaluated
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record LabelledSeries(boolean[] alarms, boolean[] labels, long[] times, int skip) {

  /**
   * Counts alerts and segments.
   *
   * @param cooldown so many rows after an alert, none follows
   * @param inRows gets delays in rows
   * @param inMillis gets delays in milliseconds; nothing where rows have no time
   */
  public void countInto(int cooldown, EventTally inRows, EventTally inMillis) {
    boolean[] alerts = alerts(cooldown);
    int from = 0;
    while (from < labels.length) {
      int to = from;
      while (to < labels.length && labels[to] == labels[from]) {
        to++;
      }
      boolean counts = labels[from] && to > skip;
      for (int row = Math.max(from, skip); row < to; row++) {
        if (alerts[row]) {
          count(inRows, inMillis, tally -> tally.alert(counts));
        }
      }
      if (counts) {
        segment(from, to, alerts, inRows, inMillis);
      }
      from = to;
    }
  }

  private void segment(int from, int to, boolean[] alerts, EventTally inRows, EventTally inMillis) {
    int first = Math.max(from, skip);
    while (first < to && !alerts[first]) {
      first++;
    }
    if (first == to) {
      count(inRows, inMillis, EventTally::missed);
      return;
    }
    inRows.caught(first - from);
    if (times.length > 0) {
      inMillis.caught(times[first] - times[from]);
    }
  }

  private void count(EventTally inRows, EventTally inMillis, Count count) {
    count.into(inRows);
    if (times.length > 0) {
      count.into(inMillis);
    }
  }

  private boolean[] alerts(int cooldown) {
    boolean[] alerts = new boolean[alarms.length];
    long free = 0;
    for (int row = 0; row < alarms.length; row++) {
      if (alarms[row] && row >= free) {
        alerts[row] = true;
        free = row + 1L + cooldown;
      }
    }
    return alerts;
  }

  /** The time that is evaluated, in milliseconds; 0 where rows have no time. */
  public long evaluatedMillis() {
    return times.length <= skip ? 0 : times[times.length - 1] - times[skip];
  }

  private interface Count {
    void into(EventTally tally);
  }
}
