package io.github.beamwatch.beam.statistics;

import io.github.beamwatch.core.detector.Judgement;
import io.github.beamwatch.core.detector.Judgement.Kind;
import io.github.beamwatch.core.detector.Score;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;

/** A version, the verdict's name and four numbers: about 40 bytes. */
public final class JudgementCoder extends AtomicCoder<Judgement> {

  private static final long serialVersionUID = 1;
  private static final byte VERSION = 1;
  private static final JudgementCoder INSTANCE = new JudgementCoder();

  private JudgementCoder() {}

  public static JudgementCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Judgement judgement, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    Score score = judgement.score();
    out.writeByte(VERSION);
    out.writeUTF(judgement.kind().name());
    out.writeDouble(score.score());
    out.writeDouble(score.expected());
    out.writeDouble(score.lower());
    out.writeDouble(score.upper());
  }

  @Override
  public Judgement decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    byte version = in.readByte();
    if (version != VERSION) {
      throw new CoderException("a judgement in version %d, not %d".formatted(version, VERSION));
    }
    Kind kind = Kind.valueOf(in.readUTF());
    return new Judgement(
        kind, new Score(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()));
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
