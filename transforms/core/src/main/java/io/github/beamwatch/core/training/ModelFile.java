package io.github.beamwatch.core.training;

import io.github.beamwatch.core.feature.Preparation;
import io.github.beamwatch.core.model.GradientBoosting;
import io.github.beamwatch.core.model.ImportedModel;
import io.github.beamwatch.core.model.ModelImporter;
import io.github.beamwatch.core.model.RowModel;
import io.github.beamwatch.core.model.RowModelKind;
import io.github.beamwatch.core.model.RowModels;
import io.github.beamwatch.core.model.SequenceModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The bytes of a model file: eight letters that say what it is, the version of the layout, the
 * length of the rest, the rest (card, preparation, model) and its check sum. The same model gives
 * the same bytes. A file that is cut off, damaged, of another version or no model file at all is
 * refused with a sentence.
 */
public final class ModelFile {
  /** The layout that is written, and the only one that is read. */
  public static final int VERSION = 1;

  private static final byte[] MAGIC = "BWMODEL\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = MAGIC.length + 2 * Integer.BYTES;
  private static final int MOST_ENTRIES = 1000;

  private ModelFile() {}

  /** The file of a model. */
  public static byte[] bytes(TrainedModel model) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      DataOutputStream body = new DataOutputStream(rest);
      writeCard(model.card(), body);
      model.preparation().writeTo(body);
      model.fitted().writeTo(body);
      DataOutputStream out = new DataOutputStream(file);
      out.write(MAGIC);
      out.writeInt(VERSION);
      out.writeInt(rest.size());
      rest.writeTo(out);
      out.writeLong(checkSum(rest.toByteArray(), 0, rest.size()));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be written", e);
    }
    return file.toByteArray();
  }

  /**
   * The model of a file.
   *
   * @throws IOException with one sentence where it cannot be used
   */
  public static TrainedModel read(byte[] file) throws IOException {
    if (file.length < HEADER || !Arrays.equals(MAGIC, Arrays.copyOf(file, MAGIC.length))) {
      boolean begun =
          file.length < HEADER
              && Arrays.equals(
                  Arrays.copyOf(MAGIC, Math.min(file.length, MAGIC.length)),
                  Arrays.copyOf(file, Math.min(file.length, MAGIC.length)));
      throw new IOException(
          begun
              ? "the model file is cut off: it has %d bytes".formatted(file.length)
              : "this is no model file of Beamwatch");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
    in.skipBytes(MAGIC.length);
    int version = in.readInt();
    if (version != VERSION) {
      throw new IOException(
          "the model file has version %d; this Beamwatch reads version %d: train the model again"
              .formatted(version, VERSION));
    }
    int length = in.readInt();
    long expected = HEADER + (long) length + Long.BYTES;
    if (length < 0 || file.length != expected) {
      throw new IOException(
          "the model file is cut off or too long: it has %d bytes, and should have %d"
              .formatted(file.length, expected));
    }
    long sum = new DataInputStream(new ByteArrayInputStream(file, HEADER + length, 8)).readLong();
    if (sum != checkSum(file, HEADER, length)) {
      throw new IOException("the model file is damaged: its check sum is another");
    }
    ModelCard card = readCard(in);
    Preparation preparation = Preparation.readFrom(in);
    return new TrainedModel(card, preparation, fitted(card, in));
  }

  private static RowModel.Fitted fitted(ModelCard card, DataInput in) throws IOException {
    if (card.model().equals(GradientBoosting.NAME)) {
      return GradientBoosting.with(card.parameters()).readFrom(in);
    }
    if (card.model().equals(SequenceModel.NAME)) {
      return RecentSequences.readFrom(in);
    }
    Optional<RowModelKind> kind = RowModels.named(card.model());
    if (kind.isPresent()) {
      return kind.get().with(card.parameters()).readFrom(in);
    }
    ModelImporter importer =
        ModelImporter.named(card.model())
            .orElseThrow(
                () ->
                    new IOException(
                        "the model file has a model that this build does not know: "
                            + card.model()));
    return ImportedModel.readFrom(importer, card.parameters(), in);
  }

  private static long checkSum(byte[] bytes, int from, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, from, length);
    return sum.getValue();
  }

  private static void writeCard(ModelCard card, DataOutput out) throws IOException {
    out.writeUTF(card.model());
    writeNumbers(card.parameters(), out);
    out.writeLong(card.seed());
    out.writeLong(card.rows());
    out.writeUTF(card.fingerprint());
    writeNumbers(card.metrics(), out);
    out.writeUTF(card.createdBy());
  }

  private static ModelCard readCard(DataInput in) throws IOException {
    return new ModelCard(
        in.readUTF(),
        readNumbers(in),
        in.readLong(),
        in.readLong(),
        in.readUTF(),
        readNumbers(in),
        in.readUTF());
  }

  private static void writeNumbers(Map<String, Double> numbers, DataOutput out) throws IOException {
    out.writeInt(numbers.size());
    for (Map.Entry<String, Double> number : numbers.entrySet()) {
      out.writeUTF(number.getKey());
      out.writeDouble(number.getValue());
    }
  }

  private static Map<String, Double> readNumbers(DataInput in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > MOST_ENTRIES) {
      throw new IOException("the model file has %d numbers in a list".formatted(size));
    }
    Map<String, Double> numbers = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      numbers.put(in.readUTF(), in.readDouble());
    }
    return numbers;
  }
}
