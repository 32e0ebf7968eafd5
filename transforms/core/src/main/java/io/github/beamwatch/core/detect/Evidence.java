package io.github.beamwatch.core.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What speaks for an anomaly: the unbroken run of windows, up to the newest, in which a guarded
 * rule's condition held. A weak signal that persists adds up.
 *
 * @param total the windows of the run as one
 * @param confirmed whether it was found to be more than chance: then it stays so until it ends
 */
record Evidence(Observation total, boolean confirmed) {

  void writeTo(DataOutput out) throws IOException {
    out.writeBoolean(confirmed);
    total.writeTo(out);
  }

  static Evidence readFrom(DataInput in) throws IOException {
    boolean confirmed = in.readBoolean();
    return new Evidence(Observation.readFrom(in), confirmed);
  }
}
