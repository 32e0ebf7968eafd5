package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.feature.EntityFeatures;
import io.github.beamwatch.core.feature.StableHash;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entities of one bucket while their events are added up: found by the bytes of their names in
 * an open-addressing table. No event is kept. Not thread-safe.
 */
public final class EntityTable {
  private static final int FIRST_CAPACITY = 256;

  private final RankingPlan plan;
  private final EventLayout layout;
  private final long[] things;
  private final int[] thingStarts;
  private final int[] thingEnds;
  private @Nullable Entity[] table = new @Nullable Entity[FIRST_CAPACITY];
  private int size;
  private long events;

  /** An entity, whole once all blocks of its bucket are added. */
  public static final class Entity {
    private final byte[] name;
    private final long hash;
    private final EntityFeatures features;
    private final EntityProfile profile;

    Entity(byte[] name, long hash, RankingPlan plan) {
      this.name = name;
      this.hash = hash;
      this.features = new EntityFeatures(plan.features());
      this.profile = new EntityProfile(plan.profile());
    }

    /** Its name, UTF-8. */
    byte[] name() {
      return name;
    }

    /** {@link StableHash} of its name. */
    public long hash() {
      return hash;
    }

    /** Its features. */
    public EntityFeatures features() {
      return features;
    }

    /** When its events were, and what their columns said. */
    EntityProfile profile() {
      return profile;
    }
  }

  /** For the blocks of a ranking's events. */
  public EntityTable(RankingPlan plan) {
    this.plan = plan;
    this.layout = new EventLayout(plan);
    int distinct = plan.features().distinct().size();
    this.things = new long[distinct];
    this.thingStarts = new int[distinct];
    this.thingEnds = new int[distinct];
  }

  /** How many entities there are. */
  int size() {
    return size;
  }

  /** How many events were added. */
  public long events() {
    return events;
  }

  /**
   * Adds the events of a block.
   *
   * @throws IOException where it is none
   */
  public void add(byte[] block) throws IOException {
    ByteReader in = new ByteReader(block);
    byte kind = in.one();
    if (kind == EventBlocks.PARTS) {
      addParts(in);
      return;
    }
    if (kind != EventBlocks.EVENTS) {
      throw new IOException("a block of kind %d; known is %d".formatted(kind, EventBlocks.EVENTS));
    }
    long time = 0;
    boolean typed = plan.fields().type() >= 0;
    while (in.hasMore()) {
      int length = in.count();
      int start = in.position();
      in.skip(length);
      Entity entity = entity(block, start, start + length);
      time += in.signed();
      long hundredths = in.signed();
      double amount = (hundredths & 1) == 0 ? (hundredths / 2) / 100.0 : in.real();
      int type = typed ? (int) in.number() - 1 : -1;
      for (int i = 0; i < things.length; i++) {
        int size = in.count();
        thingStarts[i] = in.position();
        if (size > EventBlocks.SHORT) {
          things[i] = in.eight();
          thingEnds[i] = -1;
        } else {
          in.skip(size);
          thingEnds[i] = in.position();
          things[i] = StableHash.of(block, thingStarts[i], thingEnds[i]);
        }
      }
      entity.features.add(time, amount, type, things);
      entity.profile.add(time);
      dimensions(in, entity, type);
      events++;
    }
  }

  private void addParts(ByteReader in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    while (in.hasMore()) {
      int length = in.count();
      int start = in.position();
      in.skip(length);
      Entity entity = entity(in.bytes(), start, start + length);
      EntityFeatures part = EntityFeatures.readFrom(plan.features(), data);
      entity.features.addAll(part);
      entity.profile.addAll(EntityProfile.readFrom(plan.profile(), data));
      events += part.count();
    }
  }

  private void dimensions(ByteReader in, Entity entity, int type) throws IOException {
    for (int i = 0; i < layout.dimensions(); i++) {
      int found = layout.found(i);
      if (found == EventLayout.TYPE && type >= 0) {
        byte[] value = layout.type(type);
        entity.profile.addValue(i, value, 0, value.length);
      } else if (found >= 0 && thingEnds[found] >= 0) {
        entity.profile.addValue(i, in.bytes(), thingStarts[found], thingEnds[found]);
      } else {
        int length = in.count();
        int start = in.position();
        in.skip(length);
        entity.profile.addValue(i, in.bytes(), start, start + length);
      }
    }
  }

  /** Hands over every entity, in no order. */
  public void forEach(Consumer<Entity> output) {
    for (Entity entity : table) {
      if (entity != null) {
        output.accept(entity);
      }
    }
  }

  private Entity entity(byte[] buffer, int from, int to) {
    long hash = StableHash.of(buffer, from, to);
    int mask = table.length - 1;
    int at = (int) hash & mask;
    for (Entity entity = table[at]; entity != null; entity = table[at]) {
      if (entity.hash == hash
          && Arrays.equals(entity.name, 0, entity.name.length, buffer, from, to)) {
        return entity;
      }
      at = at + 1 & mask;
    }
    Entity entity = new Entity(Arrays.copyOfRange(buffer, from, to), hash, plan);
    table[at] = entity;
    if (++size * 2 > table.length) {
      grow();
    }
    return entity;
  }

  private void grow() {
    @Nullable Entity[] old = table;
    table = new @Nullable Entity[old.length * 2];
    int mask = table.length - 1;
    for (Entity entity : old) {
      if (entity != null) {
        int at = (int) entity.hash & mask;
        while (table[at] != null) {
          at = at + 1 & mask;
        }
        table[at] = entity;
      }
    }
  }
}
