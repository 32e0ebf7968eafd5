package io.github.beamwatch.core.contest;

import io.github.beamwatch.core.feature.StableHash;

/**
 * The rows that no model learns from, so that models can be judged by them: one of five, told by
 * the name of the entity or event alone. A row that is held back today was held back yesterday, so
 * neither of two models has an advantage.
 */
public final class HeldBack {
  /** One of so many is held back. */
  public static final int ONE_OF = 5;

  private HeldBack() {}

  /** Whether the row of this name is held back. */
  public static boolean is(String name) {
    return Long.remainderUnsigned(StableHash.of("held back " + name), ONE_OF) == 0;
  }
}
