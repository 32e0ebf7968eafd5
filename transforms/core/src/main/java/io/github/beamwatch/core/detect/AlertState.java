package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.spec.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Where the alert of one rule of one series stands. */
final class AlertState {
  static final long NEVER = Long.MIN_VALUE;

  /** The condition does not hold; it holds, but not for long enough; the alert is firing. */
  enum Phase {
    IDLE,
    PENDING,
    FIRING
  }

  Phase phase = Phase.IDLE;
  boolean sent;
  long opened;
  long startsAt;
  long lastHeld;
  long occurrences;
  long lastSent = NEVER;

  /** The newest windows, one bit each, where a rule asks for several: 1 is an anomaly. */
  long recent;

  Severity severity = Severity.LOW;

  boolean firing() {
    return phase == Phase.FIRING;
  }

  /** Nothing that would be missed. */
  boolean blank() {
    return phase == Phase.IDLE && lastSent == NEVER && recent == 0;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(
        phase.ordinal() | (sent ? 4 : 0) | severity.ordinal() << 3 | (recent != 0 ? 32 : 0));
    out.writeLong(lastSent);
    if (recent != 0) {
      VarLong.write(recent, out);
    }
    if (phase != Phase.IDLE) {
      out.writeLong(opened);
      out.writeLong(startsAt);
      out.writeLong(lastHeld);
      VarLong.write(occurrences, out);
    }
  }

  static AlertState readFrom(DataInput in) throws IOException {
    AlertState state = new AlertState();
    int flags = in.readUnsignedByte();
    if ((flags & 3) >= Phase.values().length || flags >> 6 != 0) {
      throw new IOException("an unknown alert phase or severity in a series state: " + flags);
    }
    state.severity = Severity.values()[flags >> 3 & 3];
    state.phase = Phase.values()[flags & 3];
    state.sent = (flags & 4) != 0;
    state.lastSent = in.readLong();
    state.recent = (flags & 32) != 0 ? VarLong.read(in) : 0;
    if (state.phase != Phase.IDLE) {
      state.opened = in.readLong();
      state.startsAt = in.readLong();
      state.lastHeld = in.readLong();
      state.occurrences = VarLong.read(in);
    }
    return state;
  }
}
