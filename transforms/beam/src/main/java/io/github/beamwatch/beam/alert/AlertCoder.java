package io.github.beamwatch.beam.alert;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.spec.Severity;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.jspecify.annotations.Nullable;

/** A version byte, then the fields of an alert in their order; instants as epoch milliseconds. */
public final class AlertCoder extends AtomicCoder<Alert> {

  private static final long serialVersionUID = 1;
  private static final byte VERSION = 1;
  private static final AlertCoder INSTANCE = new AlertCoder();
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();

  private AlertCoder() {}

  public static AlertCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Alert alert, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    TEXT.encode(alert.alertId(), out);
    TEXT.encode(alert.status().name(), out);
    TEXT.encode(alert.alertType(), out);
    TEXT.encode(alert.severity().name(), out);
    TEXT.encode(alert.pipeline(), out);
    TEXT.encode(alert.specVersion(), out);
    out.writeShort(alert.labels().size());
    for (Map.Entry<String, String> label : alert.labels().entrySet()) {
      TEXT.encode(label.getKey(), out);
      TEXT.encode(label.getValue(), out);
    }
    TEXT.encode(alert.metricName(), out);
    out.writeDouble(alert.currentValue());
    out.writeDouble(alert.expectedValue());
    out.writeDouble(alert.deviationPercent());
    out.writeDouble(alert.score());
    TEXT.encode(alert.detector(), out);
    out.writeLong(alert.windowStart().toEpochMilli());
    out.writeLong(alert.windowEnd().toEpochMilli());
    out.writeLong(alert.startsAt().toEpochMilli());
    Instant endsAt = alert.endsAt();
    out.writeBoolean(endsAt != null);
    if (endsAt != null) {
      out.writeLong(endsAt.toEpochMilli());
    }
    out.writeLong(alert.occurrences());
    TEXT.encode(alert.message(), out);
    out.writeLong(alert.samples());
  }

  @Override
  public Alert decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    byte version = in.readByte();
    if (version != VERSION) {
      throw new CoderException(
          "an alert of format version " + version + " cannot be read; this is version " + VERSION);
    }
    return new Alert(
        TEXT.decode(in),
        AlertStatus.valueOf(TEXT.decode(in)),
        TEXT.decode(in),
        Severity.valueOf(TEXT.decode(in)),
        TEXT.decode(in),
        TEXT.decode(in),
        labels(in),
        TEXT.decode(in),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        TEXT.decode(in),
        instant(in),
        instant(in),
        instant(in),
        optionalInstant(in),
        in.readLong(),
        TEXT.decode(in),
        in.readLong());
  }

  private static SortedMap<String, String> labels(DataInputStream in) throws IOException {
    SortedMap<String, String> labels = new TreeMap<>();
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      labels.put(TEXT.decode(in), TEXT.decode(in));
    }
    return labels;
  }

  private static Instant instant(DataInputStream in) throws IOException {
    return Instant.ofEpochMilli(in.readLong());
  }

  private static @Nullable Instant optionalInstant(DataInputStream in) throws IOException {
    return in.readBoolean() ? instant(in) : null;
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
