package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.event.EventRow;
import io.github.beamwatch.core.feature.StableHash;
import org.jspecify.annotations.Nullable;

/**
 * Packs what a ranking reads of events into blocks of bytes, by the bucket of their entity: whoever
 * has every block of a bucket has its entities whole ({@link EntityTable}). A shuffle then carries
 * some thousand blocks and no single event. About thirty bytes an event. Not thread-safe.
 *
 * <p>A block: what it holds (a byte), then event after event: the entity, the time as the distance
 * from the one before, the amount (in hundredths where that is exact), the type's place, each
 * distinct column (itself up to {@value #SHORT} bytes, else its hash), the columns of insights that
 * are not there already.
 */
public final class EventBlocks {
  /** A runner's shuffle may refuse elements of many megabytes. */
  private static final int LARGE = 256 << 10;

  static final byte EVENTS = 1;
  static final byte ATTRIBUTES = 2;
  static final byte LABELS = 3;
  static final byte PARTS = 4;

  static final int SHORT = 8;

  /** A longer value of a column of insights is cut. */
  static final int LONGEST = 100;

  private static final int MOST_HUNDREDTHS = Integer.MAX_VALUE;

  /** Receives the blocks. */
  public interface Output {
    void accept(int bucket, byte[] block);
  }

  private final RankingPlan plan;
  private final EventFields fields;
  private final EventLayout layout;
  private final int bucketBits;
  private final @Nullable ByteWriter[] blocks;
  private final long[] times;
  private long held;
  private boolean hasLarge;

  /** For the events of a ranking. */
  public EventBlocks(RankingPlan plan) {
    this.plan = plan;
    this.fields = plan.fields();
    this.layout = new EventLayout(plan);
    this.bucketBits = plan.bucketBits();
    this.blocks = new @Nullable ByteWriter[1 << bucketBits];
    this.times = new long[1 << bucketBits];
  }

  /** Takes in one good row. */
  public void add(EventRow row) {
    byte[] name = row.buffer(fields.entity());
    int from = row.start(fields.entity());
    int to = row.end(fields.entity());
    int bucket = (int) (StableHash.of(name, from, to) >>> Long.SIZE - bucketBits);
    ByteWriter block = block(bucket, EVENTS);
    int before = block.size();
    block.text(name, from, to);
    block.signed(row.timestamp() - times[bucket]);
    times[bucket] = row.timestamp();
    amount(block, row.number(fields.amount()));
    int type = fields.type() < 0 ? -1 : layout.type(row);
    if (fields.type() >= 0) {
      block.number(type + 1L);
    }
    for (int slot : fields.distinct()) {
      distinct(block, row, slot);
    }
    for (int i = 0; i < fields.dimensions().length; i++) {
      if (!layout.isThere(i, type, row)) {
        int slot = fields.dimensions()[i];
        int start = row.start(slot);
        block.text(row.buffer(slot), start, cut(row.buffer(slot), start, row.end(slot)));
      }
    }
    held += block.size() - before;
    hasLarge |= block.size() >= LARGE;
  }

  /** Whether a block is so large that it should be handed over by itself. */
  public boolean hasLarge() {
    return hasLarge;
  }

  /**
   * Hands over the large blocks alone, as a busy entity fills its bucket long before others: added
   * up, where that makes them smaller.
   */
  public void drainLargeTo(Output output) {
    for (int bucket = 0; bucket < blocks.length; bucket++) {
      ByteWriter block = blocks[bucket];
      if (block != null && block.size() >= LARGE) {
        output.accept(bucket, EntityParts.insteadOf(block.toByteArray(), plan));
        blocks[bucket] = null;
        held -= block.size();
      }
    }
    hasLarge = false;
  }

  /** How many bytes are held. */
  public long held() {
    return held;
  }

  /** Hands over all blocks and forgets them. */
  public void drainTo(Output output) {
    for (int bucket = 0; bucket < blocks.length; bucket++) {
      ByteWriter block = blocks[bucket];
      if (block != null) {
        byte[] bytes = block.toByteArray();
        output.accept(bucket, block.size() >= LARGE ? EntityParts.insteadOf(bytes, plan) : bytes);
        blocks[bucket] = null;
      }
    }
    held = 0;
    hasLarge = false;
  }

  private ByteWriter block(int bucket, byte kind) {
    ByteWriter block = blocks[bucket];
    if (block == null) {
      block = new ByteWriter();
      block.write(kind);
      blocks[bucket] = block;
      times[bucket] = 0;
    }
    return block;
  }

  private static void amount(ByteWriter block, double amount) {
    double hundredths = Math.rint(amount * 100.0);
    if (Math.abs(hundredths) <= MOST_HUNDREDTHS
        && Double.doubleToRawLongBits(hundredths / 100.0) == Double.doubleToRawLongBits(amount)) {
      block.signed((long) hundredths * 2);
    } else {
      block.signed(1);
      block.real(amount);
    }
  }

  private static void distinct(ByteWriter block, EventRow row, int slot) {
    byte[] buffer = row.buffer(slot);
    int start = row.start(slot);
    int end = row.end(slot);
    if (end - start <= SHORT) {
      block.text(buffer, start, end);
    } else {
      block.write(SHORT + 1);
      block.eight(StableHash.of(buffer, start, end));
    }
  }

  /** Where a text ends that is not too long; not in the middle of a character. */
  static int cut(byte[] buffer, int start, int end) {
    int cut = Math.min(end, start + LONGEST);
    while (cut < end && cut > start && (buffer[cut] & 0xC0) == 0x80) {
      cut--;
    }
    return cut;
  }
}
