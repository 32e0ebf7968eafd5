package io.github.beamwatch.beam.delivery;

import io.github.beamwatch.beam.alert.AlertCoder;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.beam.parse.RawRecordCoder;
import io.github.beamwatch.core.alert.Alert;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** A version byte, the channel, the alert and the record. */
public final class RoutedAlertCoder extends AtomicCoder<RoutedAlert> {

  private static final long serialVersionUID = 1;
  private static final byte VERSION = 1;
  private static final RoutedAlertCoder INSTANCE = new RoutedAlertCoder();
  private static final NullableCoder<Alert> ALERT = NullableCoder.of(AlertCoder.of());

  private RoutedAlertCoder() {}

  public static RoutedAlertCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RoutedAlert routed, OutputStream out) throws IOException {
    out.write(VERSION);
    StringUtf8Coder.of().encode(routed.channel(), out);
    ALERT.encode(routed.alert(), out);
    RawRecordCoder.of().encode(routed.record(), out);
  }

  @Override
  public RoutedAlert decode(InputStream in) throws IOException {
    int version = in.read();
    if (version != VERSION) {
      throw new CoderException(
          "a routed alert of format version "
              + version
              + " cannot be read; this is version "
              + VERSION);
    }
    String channel = StringUtf8Coder.of().decode(in);
    Alert alert = ALERT.decode(in);
    RawRecord record = RawRecordCoder.of().decode(in);
    return new RoutedAlert(channel, alert, record);
  }

  @Override
  public void verifyDeterministic() {}
}
