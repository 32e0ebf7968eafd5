package io.github.beamwatch.core.history;

import io.github.beamwatch.core.event.EventRow;
import io.github.beamwatch.core.event.EventSchema;
import io.github.beamwatch.core.spec.events.EventLabelsSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes labels of rows. */
public final class LabelPacker implements RowPacker {
  private static final long serialVersionUID = 1L;
  private static final int MOST_CHARACTERS = 1 << 13;

  private final List<String> bad;
  private final List<String> legit;
  private final boolean timed;
  private final int id;
  private final int label;

  /** For labels that are read by this schema. */
  public LabelPacker(EventLabelsSpec spec, EventSchema schema) {
    bad = spec.bad();
    legit = spec.legit();
    timed = spec.knownAt() != null;
    id = schema.slot(spec.id());
    label = schema.slot(spec.label());
  }

  @Override
  public @Nullable String pack(EventRow row, KeyedBlocks blocks) {
    String name = EventPacker.text(row, id);
    if (name.isEmpty() || name.length() > MOST_CHARACTERS) {
      return "the id is empty, or longer than %d characters".formatted(MOST_CHARACTERS);
    }
    String word = EventPacker.text(row, label);
    boolean isBad = bad.contains(word);
    if (!isBad && !legit.contains(word)) {
      return "the label is '%s'; allowed are %s and %s"
          .formatted(
              word.length() > 40 ? word.substring(0, 40) + "…" : word,
              String.join(", ", bad),
              String.join(", ", legit));
    }
    blocks.add(new EventLabel(name, isBad, timed ? row.timestamp() : EventLabel.AFTER_DELAY));
    return null;
  }
}
