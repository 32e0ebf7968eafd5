package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.event.EventRow;
import io.github.beamwatch.core.feature.StableHash;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Packs what is known of entities into blocks of bytes, by the bucket of their entity, where {@link
 * EntityTable} joins it to their events. Not thread-safe.
 *
 * <p>A block: what it holds (a byte), then row after row: the entity, and whether it is bad (2),
 * good (1) or neither (0), or its attributes as texts.
 */
public final class KnownBlocks {
  static final byte BAD = 2;
  static final byte GOOD = 1;
  static final byte UNKNOWN = 0;

  private static final int LONGEST_NAME = 1 << 16;

  private final KnownRows rows;
  private final int bucketBits;
  private final @Nullable ByteWriter[] blocks;
  private long held;

  /** For the rows of such files. */
  public KnownBlocks(KnownRows rows, RankingPlan plan) {
    this.rows = rows;
    this.bucketBits = plan.bucketBits();
    this.blocks = new @Nullable ByteWriter[1 << bucketBits];
  }

  /**
   * Takes in one row.
   *
   * @return null, or one sentence on why it cannot be used
   */
  public @Nullable String add(EventRow row) {
    byte[] name = row.buffer(rows.entity());
    int from = row.start(rows.entity());
    int to = row.end(rows.entity());
    if (to <= from || to - from > LONGEST_NAME) {
      return "the name of the entity is empty, or longer than %d bytes".formatted(LONGEST_NAME);
    }
    ByteWriter block = block((int) (StableHash.of(name, from, to) >>> Long.SIZE - bucketBits));
    int before = block.size();
    block.text(name, from, to);
    for (int slot : rows.columns()) {
      byte[] buffer = row.buffer(slot);
      int start = row.start(slot);
      if (rows.words() == null) {
        block.text(buffer, start, EventBlocks.cut(buffer, start, row.end(slot)));
      } else {
        String label = new String(buffer, start, row.end(slot) - start, StandardCharsets.UTF_8);
        block.write(coded(rows.words().isBad(label.strip())));
      }
    }
    held += block.size() - before;
    return null;
  }

  static byte coded(@Nullable Boolean bad) {
    return bad == null ? UNKNOWN : bad ? BAD : GOOD;
  }

  static @Nullable Boolean decoded(byte code) {
    return code == UNKNOWN ? null : Boolean.valueOf(code == BAD);
  }

  private ByteWriter block(int bucket) {
    ByteWriter block = blocks[bucket];
    if (block == null) {
      block = new ByteWriter();
      block.write(rows.words() == null ? EventBlocks.ATTRIBUTES : EventBlocks.LABELS);
      blocks[bucket] = block;
    }
    return block;
  }

  /** How many bytes are held. */
  public long held() {
    return held;
  }

  /** Hands over all blocks and forgets them. */
  public void drainTo(EventBlocks.Output output) {
    for (int bucket = 0; bucket < blocks.length; bucket++) {
      ByteWriter block = blocks[bucket];
      if (block != null) {
        output.accept(bucket, block.toByteArray());
        blocks[bucket] = null;
      }
    }
    held = 0;
  }
}
