package io.github.beamwatch.core.ranking;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the shards of a whole ranking begin: score and name, so that many equal scores do not end
 * in one shard. Taken from a sample, so that shards are of about one size.
 */
public final class ShardBounds {
  /** One is in memory at a time, as a whole. */
  private static final int ENTITIES_PER_SHARD = 62_500;

  private static final int MOST_SHARDS = 1024;

  /** Of each shard but the first, its first possible entity. */
  private final List<Standing> firsts;

  private ShardBounds(List<Standing> firsts) {
    this.firsts = firsts;
  }

  static ShardBounds of(List<Standing> sorted, long entities) {
    long wanted = (entities + ENTITIES_PER_SHARD - 1) / ENTITIES_PER_SHARD;
    int shards = (int) Math.max(1, Math.min(Math.min(MOST_SHARDS, sorted.size()), wanted));
    List<Standing> firsts = new ArrayList<>();
    for (int i = 1; i < shards; i++) {
      firsts.add(sorted.get((int) ((long) i * sorted.size() / shards)));
    }
    return new ShardBounds(firsts);
  }

  /** How many shards there are. */
  public int shards() {
    return firsts.size() + 1;
  }

  int shard(double score, byte[] name) {
    int low = 0;
    int high = firsts.size();
    while (low < high) {
      int middle = low + high >>> 1;
      Standing first = firsts.get(middle);
      if (Standing.compare(score, name, first.score(), first.name()) < 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** As bytes. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    out.number(firsts.size());
    for (Standing first : firsts) {
      out.real(first.score());
      out.text(first.name(), 0, first.name().length);
    }
    return out.toByteArray();
  }

  /** Reads what {@link #toBytes} gave. */
  public static ShardBounds read(byte[] bytes) throws IOException {
    ByteReader in = new ByteReader(bytes);
    List<Standing> firsts = new ArrayList<>();
    int size = in.count();
    for (int i = 0; i < size; i++) {
      double score = in.real();
      firsts.add(new Standing(score, in.text()));
    }
    return new ShardBounds(firsts);
  }

  /** Counts of shards as bytes. */
  public static byte[] bytes(long[] counts) {
    ByteWriter out = new ByteWriter();
    for (long count : counts) {
      out.eight(count);
    }
    return out.toByteArray();
  }

  /** Reads what {@link #bytes} gave. */
  public static long[] counts(byte[] bytes) {
    long[] counts = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(counts);
    return counts;
  }
}
