package io.github.beamwatch.beam.history;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;

/**
 * What the history of an entity says at one of its events.
 *
 * @param id of the event
 * @param values in the order of {@code HistoryPlan.names}
 */
public record HistoryFeatures(String id, List<Double> values) {
  public HistoryFeatures {
    values = List.copyOf(values);
  }

  /** Its coder. */
  public static Coder<HistoryFeatures> coder() {
    return new ByteCoder();
  }

  /** The id, the number of values, and eight bytes for each. */
  private static final class ByteCoder extends AtomicCoder<HistoryFeatures> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 10_000;

    @Override
    public void encode(HistoryFeatures features, OutputStream stream) throws IOException {
      DataOutputStream out = new DataOutputStream(stream);
      out.writeUTF(features.id());
      out.writeInt(features.values().size());
      for (double value : features.values()) {
        out.writeDouble(value);
      }
    }

    @Override
    public HistoryFeatures decode(InputStream stream) throws IOException {
      DataInputStream in = new DataInputStream(stream);
      String id = in.readUTF();
      int size = in.readInt();
      if (size < 0 || size > MOST) {
        throw new IOException("%d features".formatted(size));
      }
      List<Double> values = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        values.add(in.readDouble());
      }
      return new HistoryFeatures(id, values);
    }
  }
}
