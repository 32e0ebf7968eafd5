package io.github.beamwatch.core.ranking;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The events of a block added up by entity: what goes on in place of the events of somebody who has
 * very many, some kilobytes whatever their number. Whoever gets both adds them up ({@link
 * EntityTable}), and the result is the same.
 */
final class EntityParts {
  /** An entity's part is about as large as so many of its events. */
  private static final int EVENTS_OF_ONE = 64;

  private EntityParts() {}

  /** The smaller one: the block, or a block of the parts of its entities. */
  static byte[] insteadOf(byte[] block, RankingPlan plan) {
    try {
      EntityTable entities = new EntityTable(plan);
      entities.add(block);
      if ((long) entities.size() * EVENTS_OF_ONE > entities.events()) {
        return block;
      }
      ByteWriter parts = new ByteWriter();
      DataOutputStream data = new DataOutputStream(parts);
      parts.write(EventBlocks.PARTS);
      entities.forEach(entity -> write(entity, parts, data));
      return parts.size() < block.length ? parts.toByteArray() : block;
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  private static void write(EntityTable.Entity entity, ByteWriter parts, DataOutputStream data) {
    try {
      parts.text(entity.name(), 0, entity.name().length);
      entity.features().writeTo(data);
      entity.profile().writeTo(data);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }
}
