package io.github.beamwatch.core.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A baseline in a series' state. While a run of suspicious windows is undecided, the baseline as it
 * was before the run is kept: the run is judged by it, and it is restored if the run turns out to
 * be an anomaly, so that an incident which begins weakly teaches nothing either.
 */
final class BaselineCell {
  private EmaBaseline current = EmaBaseline.BLANK;
  private @Nullable EmaBaseline before;

  /** What windows are compared with. */
  EmaBaseline reference() {
    return before == null ? current : before;
  }

  /** Forgets what is older than the time to live; true where that ends a run's comparison. */
  boolean forget(long now, long ttlMillis) {
    boolean stale = before != null && before.expired(now, ttlMillis);
    if (stale) {
      before = null;
    }
    if (current.expired(now, ttlMillis)) {
      current = EmaBaseline.BLANK;
      before = null;
    }
    return stale;
  }

  /** Takes a step that nobody doubts. */
  void settle(EmaBaseline next) {
    current = next;
    before = null;
  }

  /** Takes a step that may be undone. */
  void tryOut(EmaBaseline next) {
    before = reference();
    current = next;
  }

  /** The newest, whether doubted or not. */
  EmaBaseline current() {
    return current;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeBoolean(before != null);
    current.writeTo(out);
    if (before != null) {
      before.writeTo(out);
    }
  }

  static BaselineCell readFrom(DataInput in) throws IOException {
    BaselineCell cell = new BaselineCell();
    boolean doubted = in.readBoolean();
    cell.current = EmaBaseline.readFrom(in);
    cell.before = doubted ? EmaBaseline.readFrom(in) : null;
    return cell;
  }
}
