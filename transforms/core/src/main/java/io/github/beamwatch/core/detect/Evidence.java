package io.github.beamwatch.core.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What speaks for an anomaly: the unbroken run of windows, up to the newest, in which a guarded
 * rule's condition held. A weak signal that persists adds up.
 *
 * @param since the start of the run's first window, epoch milliseconds
 * @param windows how many windows it has
 * @param confirmed whether it was found to be more than chance: then it stays so until it ends
 * @param total the windows up to that as one
 */
record Evidence(long since, long windows, boolean confirmed, Observation total) {

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(since);
    VarLong.write(windows, out);
    out.writeBoolean(confirmed);
    total.writeTo(out);
  }

  static Evidence readFrom(DataInput in) throws IOException {
    long since = in.readLong();
    long windows = VarLong.read(in);
    boolean confirmed = in.readBoolean();
    return new Evidence(since, windows, confirmed, Observation.readFrom(in));
  }
}
