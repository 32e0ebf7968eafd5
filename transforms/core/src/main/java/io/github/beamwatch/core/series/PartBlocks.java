package io.github.beamwatch.core.series;

import io.github.beamwatch.core.series.GroupTable.Group;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parts of windows as bytes, many in a block. All parts of a series go into blocks of the same
 * bucket, so whoever has every block of a bucket has its series whole ({@link SeriesMerger}). A
 * shuffle then carries a few thousand blocks instead of millions of small elements, each of which
 * would be encoded, sorted and decoded by itself.
 *
 * <p>A block: a version byte, then for each part the length of its key in four bytes, the key, the
 * start of the window, the measures.
 */
public final class PartBlocks {

  /**
   * How many buckets there are. One bucket at a time is held in memory by each worker: with a
   * billion windows in all, a million.
   */
  public static final int BUCKETS = 1024;

  static final byte VERSION = 1;

  /** Receives the blocks. */
  public interface Output {
    void accept(int bucket, byte[] block);
  }

  private record Block(GrowingBytes bytes, DataOutputStream out) {}

  private final @Nullable Block[] blocks = new @Nullable Block[BUCKETS];

  /** The bucket of a series: the same on every worker, whatever the window. */
  private static int bucket(byte[] key) {
    int hash = Arrays.hashCode(key) * 0x9E3779B9;
    return (hash >>> 16) & (BUCKETS - 1);
  }

  void add(Group group) {
    int bucket = bucket(group.key());
    Block block = blocks[bucket];
    try {
      if (block == null) {
        GrowingBytes bytes = new GrowingBytes();
        block = new Block(bytes, new DataOutputStream(bytes));
        block.out.writeByte(VERSION);
        blocks[bucket] = block;
      }
      block.out.writeInt(group.key().length);
      block.out.write(group.key());
      block.out.writeLong(group.windowStart());
      group.window().writeTo(block.out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  void drainTo(Output output) {
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      Block block = blocks[bucket];
      if (block != null) {
        output.accept(bucket, block.bytes.toByteArray());
        blocks[bucket] = null;
      }
    }
  }
}
