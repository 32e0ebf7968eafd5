package io.github.beamwatch.beam.evaluate;

import io.github.beamwatch.core.detect.SeriesState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/** The cell of one series, as the state itself writes it. */
final class SeriesStateCoder extends AtomicCoder<SeriesState> {

  private static final long serialVersionUID = 1;
  private static final SeriesStateCoder INSTANCE = new SeriesStateCoder();

  private SeriesStateCoder() {}

  static SeriesStateCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(SeriesState state, OutputStream out) throws IOException {
    state.writeTo(new DataOutputStream(out));
  }

  @Override
  public SeriesState decode(InputStream in) throws IOException {
    return SeriesState.readFrom(new DataInputStream(in));
  }
}
