package io.github.beamwatch.core.history;

import io.github.beamwatch.core.event.EventRow;
import io.github.beamwatch.core.event.EventSchema;
import io.github.beamwatch.core.spec.events.EventRankingSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes events of rows, and packs them by their ids where labels will join them. */
public final class EventPacker implements RowPacker {
  private static final long serialVersionUID = 1L;

  /** A name in a block has at most 65,535 bytes, and a character up to three. */
  private static final int MOST_CHARACTERS = 1 << 13;

  private final EventPlan plan;
  private final boolean byId;
  private final int id;
  private final int amount;
  private final int[] entities;

  /** For events that are read by this plan. */
  public EventPacker(EventRankingSpec spec, EventRankingPlan plan) {
    EventSchema schema = plan.format().schema();
    this.plan = plan.events();
    byId = plan.labels() != null;
    id = schema.slot(spec.features().id());
    amount = schema.slot(spec.features().amount());
    List<HistoryPlan> histories = plan.events().histories();
    entities = histories.stream().mapToInt(one -> schema.slot(one.entity())).toArray();
  }

  @Override
  public @Nullable String pack(EventRow row, KeyedBlocks blocks) {
    String name = text(row, id);
    String[] names = new String[entities.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = text(row, entities[i]);
      if (names[i].length() > MOST_CHARACTERS) {
        return "the name of an entity is longer than %d characters".formatted(MOST_CHARACTERS);
      }
    }
    if (name.isEmpty() || name.length() > MOST_CHARACTERS) {
      return "the id is empty, or longer than %d characters".formatted(MOST_CHARACTERS);
    }
    blocks.add(
        byId ? name : names[0],
        new FeaturedEvent(name, row.timestamp(), row.number(amount), names, plan));
    return null;
  }

  static String text(EventRow row, int slot) {
    int from = row.start(slot);
    return new String(row.buffer(slot), from, row.end(slot) - from, StandardCharsets.UTF_8);
  }
}
