package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.event.EventRow;
import java.nio.charset.StandardCharsets;

/** Which columns of insights an event's bytes hold already, as its type or as a distinct column. */
final class EventLayout {
  /** In the place of a distinct column: the dimension is the type, or on its own. */
  static final int TYPE = -1;

  static final int OWN = -2;

  private final EventFields fields;
  private final byte[][] types;

  /** For each dimension: its place among the distinct columns, or {@link #TYPE}, {@link #OWN}. */
  private final int[] found;

  EventLayout(RankingPlan plan) {
    fields = plan.fields();
    types =
        plan.features().types().stream()
            .map(type -> type.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    found = new int[fields.dimensions().length];
    for (int i = 0; i < found.length; i++) {
      int slot = fields.dimensions()[i];
      found[i] = slot == fields.type() ? TYPE : OWN;
      for (int j = 0; j < fields.distinct().length && found[i] == OWN; j++) {
        found[i] = slot == fields.distinct()[j] ? j : OWN;
      }
    }
  }

  int found(int dimension) {
    return found[dimension];
  }

  int dimensions() {
    return found.length;
  }

  byte[] type(int index) {
    return types[index];
  }

  /** The place of a row's type; −1 for one that is not looked at. */
  int type(EventRow row) {
    for (int i = 0; i < types.length; i++) {
      if (row.textEquals(fields.type(), types[i])) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a dimension's value can be told from what is written anyway. */
  boolean isThere(int dimension, int type, EventRow row) {
    int at = found[dimension];
    int slot = fields.dimensions()[dimension];
    return at == TYPE ? type >= 0 : at >= 0 && row.end(slot) - row.start(slot) <= EventBlocks.SHORT;
  }
}
