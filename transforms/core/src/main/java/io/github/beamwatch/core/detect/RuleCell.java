package io.github.beamwatch.core.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a series' state remembers of one rule. */
final class RuleCell {
  AlertState alert = new AlertState();
  @Nullable Evidence evidence;

  /** Nothing that would be missed. */
  boolean blank() {
    return evidence == null && alert.blank();
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeBoolean(evidence != null);
    alert.writeTo(out);
    if (evidence != null) {
      evidence.writeTo(out);
    }
  }

  static RuleCell readFrom(DataInput in) throws IOException {
    RuleCell cell = new RuleCell();
    boolean suspicious = in.readBoolean();
    cell.alert = AlertState.readFrom(in);
    cell.evidence = suspicious ? Evidence.readFrom(in) : null;
    return cell;
  }
}
