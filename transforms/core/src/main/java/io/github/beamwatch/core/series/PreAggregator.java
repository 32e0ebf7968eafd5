package io.github.beamwatch.core.series;

import io.github.beamwatch.core.event.EventRow;
import io.github.beamwatch.core.privacy.Privacy;
import io.github.beamwatch.core.series.GroupTable.Group;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Groups rows by series and window where they are read, before anything is shuffled. The key is
 * never turned into text on the way: rows are told apart by the bytes of their labels. Not
 * thread-safe.
 */
public final class PreAggregator {

  /** Receives the groups. */
  public interface Output {
    void accept(SeriesKey series, long windowStart, WindowAccumulator window);
  }

  private final MeasurePlan plan;
  private final int[] groupSlots;
  private final GroupTable groups;
  private final @Nullable HiddenLabels hiddenLabels;
  private byte[] key = new byte[64];

  /** For a spec without sensitive labels. */
  public PreAggregator(MeasurePlan plan) {
    this(plan, Privacy.NONE);
  }

  /** Hides the labels that are sensitive, before they are handed over. */
  public PreAggregator(MeasurePlan plan, Privacy privacy) {
    this.plan = plan;
    this.hiddenLabels = privacy.labels().isEmpty() ? null : new HiddenLabels(privacy);
    this.groupSlots = plan.groupSlots();
    this.groups = new GroupTable(plan);
  }

  /** Takes in one good row. */
  public void add(EventRow row) {
    int length = writeKey(row);
    groups.window(key, length, plan.windowStart(row.timestamp())).add(plan, row);
  }

  /** How many groups are held. */
  public int size() {
    return groups.size();
  }

  /** Hands over every group and forgets them. */
  public void drainTo(Output output) {
    drain(
        group ->
            output.accept(group.series(groupSlots.length), group.windowStart(), group.window()));
  }

  /** Hands over every group in blocks and forgets them. */
  public void packTo(PartBlocks.Output output) {
    PartBlocks blocks = new PartBlocks();
    drain(blocks::add);
    blocks.drainTo(output);
  }

  private void drain(Consumer<Group> output) {
    HiddenLabels hidden = hiddenLabels;
    groups.drain(hidden == null ? output : group -> output.accept(hidden.hide(group)));
  }

  /** Writes the row's key; returns its length. */
  private int writeKey(EventRow row) {
    int at = 0;
    for (int slot : groupSlots) {
      int start = row.start(slot);
      int length = row.end(slot) - start;
      int needed = at + length + 4 + GroupTable.PADDING;
      if (needed > key.length) {
        key = Arrays.copyOf(key, Math.max(2 * key.length, needed));
      }
      key[at] = (byte) (length >>> 24);
      key[at + 1] = (byte) (length >>> 16);
      key[at + 2] = (byte) (length >>> 8);
      key[at + 3] = (byte) length;
      System.arraycopy(row.buffer(slot), start, key, at + 4, length);
      at += length + 4;
    }
    return at;
  }
}
