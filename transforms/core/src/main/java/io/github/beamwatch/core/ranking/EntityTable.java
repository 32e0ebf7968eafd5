package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.feature.EntityFeatures;
import io.github.beamwatch.core.feature.StableHash;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entities of one bucket while their events are added up: found by the bytes of their names in
 * an open-addressing table. No event is kept. What is known of entities beside their events may
 * come before them; it is joined when the entities are handed over. Not thread-safe.
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
  private final List<byte[]> known = new ArrayList<>();
  private long unknown;

  /** An entity, whole once all blocks of its bucket are added. */
  public static final class Entity {
    private final byte[] name;
    private final long hash;
    private final EntityFeatures features;
    private final EntityProfile profile;
    private byte label = KnownBlocks.UNKNOWN;

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

    /** Whether it is known to be bad: one of its labels says so; null where none says anything. */
    public @Nullable Boolean bad() {
      return KnownBlocks.decoded(label);
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

  /** How many labels were of entities without events; there once these are handed over. */
  public long unknownLabels() {
    return unknown;
  }

  /**
   * Adds the events of a block, or what is known of entities.
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
    if (kind == EventBlocks.LABELS || kind == EventBlocks.ATTRIBUTES) {
      known.add(block);
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

  private void learn(byte[] block) throws IOException {
    ByteReader in = new ByteReader(block);
    boolean labels = in.one() == EventBlocks.LABELS;
    int attributes = plan.attributes() == null ? 0 : plan.attributes().columns().length;
    while (in.hasMore()) {
      int length = in.count();
      int start = in.position();
      in.skip(length);
      Entity entity = find(block, start, start + length);
      if (labels) {
        byte label = in.one();
        unknown += entity == null && label != KnownBlocks.UNKNOWN ? 1 : 0;
        if (entity != null && label > entity.label) {
          entity.label = label;
        }
        continue;
      }
      for (int i = 0; i < attributes; i++) {
        int size = in.count();
        int from = in.position();
        in.skip(size);
        if (entity != null) {
          entity.profile.addValue(layout.dimensions() + i, block, from, from + size);
        }
      }
    }
  }

  /**
   * Hands over every entity, in no order.
   *
   * @throws IOException where a block of what is known is none
   */
  public void forEach(Consumer<Entity> output) throws IOException {
    for (byte[] block : known) {
      learn(block);
    }
    known.clear();
    for (Entity entity : table) {
      if (entity != null) {
        output.accept(entity);
      }
    }
  }

  private @Nullable Entity find(byte[] buffer, int from, int to) {
    long hash = StableHash.of(buffer, from, to);
    int at = (int) hash & table.length - 1;
    for (Entity entity = table[at]; entity != null; entity = table[at]) {
      if (entity.hash == hash
          && Arrays.equals(entity.name, 0, entity.name.length, buffer, from, to)) {
        return entity;
      }
      at = at + 1 & table.length - 1;
    }
    return null;
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
