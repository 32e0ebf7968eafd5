package io.github.beamwatch.core.history;

import io.github.beamwatch.core.feature.StableHash;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Events and labels as bytes, many in a block. All of one key go into blocks of the same bucket, so
 * that whoever has every block of a bucket has its keys whole. A shuffle then carries thousands of
 * blocks instead of millions of small elements (docs/adr/0009).
 */
public final class KeyedBlocks {
  /**
   * How many buckets there are; one at a time is held in memory by each worker. Each pass sends a
   * block from every bucket to every other, and the Direct runner copies what a bucket has so far
   * for each of them: with 256 that took most of the time.
   */
  public static final int BUCKETS = 64;

  static final byte EVENT = 0;
  static final byte LABEL = 1;

  /** So many bytes in all are a reason to hand the blocks on. */
  private static final int FULL = 32 << 20;

  /** A runner's shuffle may refuse elements of many megabytes, and a busy key fills one alone. */
  private static final int LARGE = 1 << 20;

  /** Receives the blocks. */
  public interface Output {
    void accept(int bucket, byte[] block);
  }

  private record Block(ByteArrayOutputStream bytes, DataOutputStream out) {}

  private final @Nullable Block[] blocks = new @Nullable Block[BUCKETS];
  private long added;
  private boolean hasLarge;

  /** Adds an event, to the bucket of this key. */
  public void add(String key, FeaturedEvent event) {
    try {
      DataOutputStream out = block(key);
      int before = out.size();
      out.writeByte(EVENT);
      event.writeTo(out);
      added += out.size() - before;
      hasLarge |= out.size() >= LARGE;
    } catch (IOException e) {
      throw new UncheckedIOException("an event cannot be packed: " + e.getMessage(), e);
    }
  }

  /** Adds a label, to the bucket of its event's name. */
  public void add(EventLabel label) {
    try {
      DataOutputStream out = block(label.id());
      int before = out.size();
      out.writeByte(LABEL);
      label.writeTo(out);
      added += out.size() - before;
      hasLarge |= out.size() >= LARGE;
    } catch (IOException e) {
      throw new UncheckedIOException("a label cannot be packed: " + e.getMessage(), e);
    }
  }

  private DataOutputStream block(String key) {
    int bucket = (int) (StableHash.of(key) >>> 58);
    Block block = blocks[bucket];
    if (block == null) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
      block = new Block(bytes, new DataOutputStream(bytes));
      blocks[bucket] = block;
    }
    return block.out;
  }

  /** Whether it is time to hand blocks on, with {@link #drainFullTo}. */
  public boolean full() {
    return added >= FULL || hasLarge;
  }

  /** Hands the large blocks on, or all where there is much in them together. */
  public void drainFullTo(Output output) {
    if (added >= FULL) {
      drainTo(output);
      return;
    }
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      Block block = blocks[bucket];
      if (block != null && block.out.size() >= LARGE) {
        hand(bucket, block, output);
      }
    }
    hasLarge = false;
  }

  /** Hands all blocks on, and begins anew. */
  public void drainTo(Output output) {
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      Block block = blocks[bucket];
      if (block != null) {
        hand(bucket, block, output);
      }
    }
    added = 0;
    hasLarge = false;
  }

  private void hand(int bucket, Block block, Output output) {
    output.accept(bucket, block.bytes.toByteArray());
    blocks[bucket] = null;
    added -= block.out.size();
  }
}
