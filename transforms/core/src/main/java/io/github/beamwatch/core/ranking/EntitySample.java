package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.contest.Contest;
import io.github.beamwatch.core.contest.HeldBack;
import io.github.beamwatch.core.training.RowSampler;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sample of entities to train on, and one of those that are held back ({@link HeldBack}) to judge
 * models by. Gathered in parts and merged; depends on the entities and the seed alone.
 */
public final class EntitySample {
  /** So many are held back at most: more would say no more. */
  private static final int MOST_HELD = 50_000;

  private RowSampler train;
  private RowSampler held;

  /** Of no entity yet. */
  public EntitySample(int size, long seed) {
    train = new RowSampler(size, seed);
    held = new RowSampler(Math.min(size, MOST_HELD), seed);
  }

  /**
   * Offers an entity.
   *
   * @param hash of its name
   * @param bad whether it is known to be; null where it is not known
   */
  void add(byte[] name, long hash, double[] values, @Nullable Boolean bad) {
    if (!HeldBack.is(new String(name, StandardCharsets.UTF_8))) {
      train.add(hash, values);
      return;
    }
    double[] row = Arrays.copyOf(values, values.length + 1);
    row[values.length] = KnownBlocks.coded(bad);
    held.add(hash, row);
  }

  /** Offers the entities of another part, of the same size and seed. */
  public void addAll(EntitySample other) {
    train.addAll(other.train);
    held.addAll(other.held);
  }

  /** The features of those to train on. */
  public List<double[]> train() {
    return train.rows();
  }

  /** Those to judge by: the ones with a label where there are enough to judge by them, else all. */
  public Held held() {
    List<double[]> all = new ArrayList<>();
    List<double[]> labelled = new ArrayList<>();
    List<Boolean> labels = new ArrayList<>();
    for (double[] extended : held.rows()) {
      double[] row = Arrays.copyOf(extended, extended.length - 1);
      all.add(row);
      Boolean bad = KnownBlocks.decoded((byte) extended[row.length]);
      if (bad != null) {
        labelled.add(row);
        labels.add(bad);
      }
    }
    long bad = labels.stream().filter(label -> label).count();
    boolean enough =
        bad >= Contest.LEAST_BAD && bad < labels.size() && labels.size() >= Contest.LEAST_ROWS;
    return enough ? new Held(labelled, labels) : new Held(all, null);
  }

  /**
   * Entities that are held back.
   *
   * @param rows their features
   * @param bad whether each of them is; null where labels say too little
   */
  public record Held(List<double[]> rows, @Nullable List<Boolean> bad) {}

  /** Equal samples give equal bytes. */
  public void writeTo(DataOutput out) throws IOException {
    train.writeTo(out);
    held.writeTo(out);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static EntitySample readFrom(DataInput in) throws IOException {
    EntitySample read = new EntitySample(0, 0);
    read.train = RowSampler.readFrom(in);
    read.held = RowSampler.readFrom(in);
    return read;
  }

  /**
   * One sample of its parts; null where there is none.
   *
   * @throws IOException where they are none
   */
  public static @Nullable EntitySample merged(Iterable<byte[]> parts) throws IOException {
    EntitySample whole = null;
    for (byte[] part : parts) {
      EntitySample read = readFrom(new DataInputStream(new ByteArrayInputStream(part)));
      if (whole == null) {
        whole = read;
      } else {
        whole.addAll(read);
      }
    }
    return whole;
  }
}
