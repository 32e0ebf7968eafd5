package io.github.beamwatch.core.series;

import io.github.beamwatch.core.series.GroupTable.Group;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Puts the blocks of one bucket together again: series by series, each with its windows in order.
 * The other end of {@link PartBlocks}. Not thread-safe.
 */
public final class SeriesMerger {

  private static final Comparator<Group> BY_SERIES_AND_TIME =
      Comparator.<Group, byte[]>comparing(Group::key, Arrays::compareUnsigned)
          .thenComparingLong(Group::windowStart);

  private final MeasurePlan plan;
  private final GroupTable groups;
  private byte[] key = new byte[64];

  public SeriesMerger(MeasurePlan plan) {
    this.plan = plan;
    this.groups = new GroupTable(plan);
  }

  /**
   * Takes in one block.
   *
   * @throws IOException if it was written by another version
   */
  public void add(byte[] block) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(block));
    byte version = in.readByte();
    if (version != PartBlocks.VERSION) {
      throw new IOException(
          "a block of parts of format version "
              + version
              + " cannot be read; this is version "
              + PartBlocks.VERSION);
    }
    while (in.available() > 0) {
      int length = in.readInt();
      if (length + GroupTable.PADDING > key.length) {
        key = new byte[2 * length + GroupTable.PADDING];
      }
      in.readFully(key, 0, length);
      groups.window(key, length, in.readLong()).merge(WindowAccumulator.readFrom(plan, in));
    }
  }

  /**
   * Hands over every window and forgets them: those of a series follow each other, the earliest
   * first.
   */
  public void drainTo(PreAggregator.Output output) {
    List<Group> sorted = new ArrayList<>(groups.size());
    groups.drain(sorted::add);
    sorted.sort(BY_SERIES_AND_TIME);
    int labels = plan.groupSlots().length;
    byte[] lastKey = null;
    SeriesKey series = SeriesKey.of();
    for (Group group : sorted) {
      if (lastKey == null || !Arrays.equals(lastKey, group.key())) {
        series = group.series(labels);
        lastKey = group.key();
      }
      output.accept(series, group.windowStart(), group.window());
    }
  }
}
