package io.github.beamwatch.beam.evaluate;

import io.github.beamwatch.beam.measure.SeriesKeyCoder;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.detect.Verdict.Transition;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.spec.Severity;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.jspecify.annotations.Nullable;

/** A version byte, then the fields of a verdict in their order; enums by their name. */
public final class VerdictCoder extends AtomicCoder<Verdict> {

  private static final long serialVersionUID = 1;
  private static final byte VERSION = 1;
  private static final VerdictCoder INSTANCE = new VerdictCoder();
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();

  private VerdictCoder() {}

  public static VerdictCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Verdict verdict, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    SeriesKeyCoder.of().encode(verdict.series(), out);
    TEXT.encode(verdict.rule(), out);
    TEXT.encode(verdict.metric(), out);
    TEXT.encode(verdict.detector(), out);
    out.writeLong(verdict.windowStart());
    out.writeLong(verdict.windowEnd());
    TEXT.encode(verdict.kind().name(), out);
    out.writeDouble(verdict.value());
    out.writeDouble(verdict.expected());
    out.writeDouble(verdict.score());
    out.writeDouble(verdict.threshold());
    out.writeDouble(verdict.lower());
    out.writeDouble(verdict.upper());
    out.writeDouble(verdict.deviationPercent());
    out.writeLong(verdict.samples());
    Severity severity = verdict.severity();
    TEXT.encode(severity == null ? "" : severity.name(), out);
    out.writeBoolean(verdict.imputed());
    Transition transition = verdict.transition();
    TEXT.encode(transition == null ? "" : transition.status().name(), out);
    if (transition != null) {
      out.writeLong(transition.opened());
      out.writeLong(transition.startsAt());
      Long endsAt = transition.endsAt();
      out.writeBoolean(endsAt != null);
      if (endsAt != null) {
        out.writeLong(endsAt);
      }
      out.writeLong(transition.occurrences());
    }
  }

  @Override
  public Verdict decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    byte version = in.readByte();
    if (version != VERSION) {
      throw new CoderException(
          "a verdict of format version " + version + " cannot be read; this is version " + VERSION);
    }
    SeriesKey series = SeriesKeyCoder.of().decode(in);
    String rule = TEXT.decode(in);
    String metric = TEXT.decode(in);
    String detector = TEXT.decode(in);
    long windowStart = in.readLong();
    long windowEnd = in.readLong();
    Kind kind = Kind.valueOf(TEXT.decode(in));
    double value = in.readDouble();
    double expected = in.readDouble();
    double score = in.readDouble();
    double threshold = in.readDouble();
    double lower = in.readDouble();
    double upper = in.readDouble();
    double deviation = in.readDouble();
    long samples = in.readLong();
    String severity = TEXT.decode(in);
    boolean imputed = in.readBoolean();
    String status = TEXT.decode(in);
    return new Verdict(
        series,
        rule,
        metric,
        detector,
        windowStart,
        windowEnd,
        kind,
        value,
        expected,
        score,
        threshold,
        lower,
        upper,
        deviation,
        samples,
        severity.isEmpty() ? null : Severity.valueOf(severity),
        imputed,
        status.isEmpty() ? null : transition(AlertStatus.valueOf(status), in));
  }

  private static Transition transition(AlertStatus status, DataInputStream in) throws IOException {
    long opened = in.readLong();
    long startsAt = in.readLong();
    @Nullable Long endsAt = in.readBoolean() ? in.readLong() : null;
    return new Transition(status, opened, startsAt, endsAt, in.readLong());
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
