package io.github.beamwatch.core.history;

import io.github.beamwatch.core.event.EventRow;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Turns parsed rows into what {@link KeyedBlocks} holds. */
public interface RowPacker extends Serializable {

  /**
   * Adds a row.
   *
   * @return null, or one sentence on why it cannot be used
   */
  @Nullable String pack(EventRow row, KeyedBlocks blocks);
}
