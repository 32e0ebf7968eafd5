package io.github.beamwatch.beam.measure;

import io.github.beamwatch.core.series.SeriesKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;

/** The number of labels, then each as UTF-8 behind its length: deterministic, fit for a key. */
public final class SeriesKeyCoder extends AtomicCoder<SeriesKey> {

  private static final long serialVersionUID = 1;
  private static final SeriesKeyCoder INSTANCE = new SeriesKeyCoder();
  private static final VarIntCoder SIZES = VarIntCoder.of();
  private static final StringUtf8Coder TEXTS = StringUtf8Coder.of();

  private SeriesKeyCoder() {}

  public static SeriesKeyCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(SeriesKey key, OutputStream out) throws IOException {
    SIZES.encode(key.values().size(), out);
    for (String value : key.values()) {
      TEXTS.encode(value, out);
    }
  }

  @Override
  public SeriesKey decode(InputStream in) throws IOException {
    int size = SIZES.decode(in);
    List<String> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(TEXTS.decode(in));
    }
    return new SeriesKey(values);
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
