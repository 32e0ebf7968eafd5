package io.github.beamwatch.core.ranking;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deals scored entities out to the shards of the whole ranking. Not thread-safe. */
public final class ScoreShards {
  private final ShardBounds bounds;
  private final @Nullable ByteWriter[] shards;
  private final long[] counts;
  private long held;

  /** Receives the blocks of shards. */
  public interface Output {
    void accept(int shard, byte[] block);
  }

  /** Receives the entities of a shard, in their order. */
  public interface Entities {
    void accept(String entity, double score) throws IOException;
  }

  public ScoreShards(ShardBounds bounds) {
    this.bounds = bounds;
    this.shards = new @Nullable ByteWriter[bounds.shards()];
    this.counts = new long[bounds.shards()];
  }

  /** Deals out what {@link Scorer#score} gave. */
  public void add(byte[] scores) throws IOException {
    ByteReader in = new ByteReader(scores);
    while (in.hasMore()) {
      byte[] name = in.text();
      double score = in.real();
      int shard = bounds.shard(score, name);
      ByteWriter block = shards[shard];
      if (block == null) {
        block = new ByteWriter();
        shards[shard] = block;
      }
      block.text(name, 0, name.length);
      block.real(score);
      counts[shard]++;
    }
    held += scores.length;
  }

  /** How many bytes are held, about. */
  public long held() {
    return held;
  }

  /** How many entities went to each shard so far. */
  public long[] counts() {
    return counts.clone();
  }

  /** Hands over all blocks and forgets them. */
  public void drainTo(Output output) {
    for (int shard = 0; shard < shards.length; shard++) {
      ByteWriter block = shards[shard];
      if (block != null) {
        output.accept(shard, block.toByteArray());
        shards[shard] = null;
      }
    }
    held = 0;
  }

  /** Sorts the entities of one shard, which is in memory for that. */
  public static void sort(Iterable<byte[]> blocks, Entities output) throws IOException {
    List<Standing> standings = new ArrayList<>();
    for (byte[] block : blocks) {
      ByteReader in = new ByteReader(block);
      while (in.hasMore()) {
        byte[] name = in.text();
        standings.add(new Standing(in.real(), name));
      }
    }
    standings.sort(Standing.ORDER);
    for (Standing standing : standings) {
      output.accept(new String(standing.name(), StandardCharsets.UTF_8), standing.score());
    }
  }
}
