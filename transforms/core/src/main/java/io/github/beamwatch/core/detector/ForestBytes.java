package io.github.beamwatch.core.detector;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.state.RandomCutForestMapper;
import com.amazon.randomcutforest.state.RandomCutForestState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** A random cut forest as bytes: its library's state, as Java serializes it. */
final class ForestBytes {

  /** Nothing but the state's own classes, and what they are made of. */
  private static final ObjectInputFilter STATE_ONLY =
      ObjectInputFilter.Config.createFilter(
          "com.amazon.randomcutforest.state.**;java.util.ArrayList;java.lang.*;!*");

  private ForestBytes() {}

  static void write(RandomCutForest forest, DataOutput out) throws IOException {
    RandomCutForestMapper mapper = new RandomCutForestMapper();
    // Trees built anew from their samples would be others.
    mapper.setSaveTreeStateEnabled(true);
    mapper.setSaveExecutorContextEnabled(true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(mapper.toState(forest));
    }
    out.writeInt(bytes.size());
    out.write(bytes.toByteArray());
  }

  static RandomCutForest read(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      objects.setObjectInputFilter(STATE_ONLY);
      return new RandomCutForestMapper().toModel((RandomCutForestState) objects.readObject());
    } catch (ClassNotFoundException e) {
      throw new IOException("a memory of rcf by another version of its library", e);
    }
  }
}
