package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.feature.EntityFeatures;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The features of many entities as bytes: the name of each, its features, the number and times of
 * its events, whether it is known to be bad, its profile.
 */
public final class FeatureBlock {
  /** More than that is one of the large objects that some collectors have trouble with. */
  private static final int FULL = 1 << 18;

  private FeatureBlock() {}

  /**
   * Packs the entities of a table into blocks of some megabytes at most.
   *
   * @param sample gets their features too
   */
  public static void pack(EntityTable table, @Nullable EntitySample sample, Consumer<byte[]> output)
      throws IOException {
    Packing packing = new Packing(sample, output);
    table.forEach(packing::add);
    packing.flush();
  }

  private static final class Packing {
    private final @Nullable EntitySample sample;
    private final Consumer<byte[]> output;
    private ByteWriter block = new ByteWriter();
    private DataOutputStream data = new DataOutputStream(block);

    Packing(@Nullable EntitySample sample, Consumer<byte[]> output) {
      this.sample = sample;
      this.output = output;
    }

    void add(EntityTable.Entity entity) {
      EntityFeatures features = entity.features();
      block.text(entity.name(), 0, entity.name().length);
      double[] values = features.values();
      for (double value : values) {
        block.real(value);
      }
      if (sample != null) {
        sample.add(entity.name(), entity.hash(), values, entity.bad());
      }
      block.number(features.count());
      block.signed(features.first());
      block.number(features.last() - features.first());
      block.write(KnownBlocks.coded(entity.bad()));
      try {
        entity.profile().writeTo(data);
      } catch (IOException e) {
        throw new UncheckedIOException("memory does not fail", e);
      }
      if (block.size() >= FULL) {
        flush();
      }
    }

    void flush() {
      if (block.size() > 0) {
        output.accept(block.toByteArray());
        block = new ByteWriter();
        data = new DataOutputStream(block);
      }
    }
  }

  /** Goes through the entities of a block. */
  static void read(byte[] bytes, RankingPlan plan, Consumer<FeatureRow> output) throws IOException {
    ByteReader block = new ByteReader(bytes);
    DataInputStream data = new DataInputStream(block);
    int width = plan.columns().size();
    while (block.hasMore()) {
      byte[] name = block.text();
      double[] values = new double[width];
      for (int i = 0; i < width; i++) {
        values[i] = block.real();
      }
      long events = block.number();
      long first = block.signed();
      long last = first + block.number();
      Boolean bad = KnownBlocks.decoded(block.one());
      EntityProfile profile = EntityProfile.readFrom(plan.profile(), data);
      output.accept(new FeatureRow(name, values, events, first, last, profile, bad, List.of()));
    }
  }
}
