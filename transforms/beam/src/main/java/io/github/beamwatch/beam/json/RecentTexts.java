package io.github.beamwatch.beam.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The texts of numbers and times that were asked for lately: lines about the same window, and the
 * verdicts of rules that look at the same metric, repeat most of theirs. Not thread-safe.
 */
final class RecentTexts<T> {

  private static final int BITS = 10;

  private final LongFunction<T> format;
  private final long[] values = new long[1 << BITS];
  private final List<@Nullable T> texts = new ArrayList<>(Collections.nCopies(1 << BITS, null));

  RecentTexts(LongFunction<T> format) {
    this.format = format;
  }

  T of(long value) {
    int at = (int) ((value * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - BITS));
    T text = texts.get(at);
    if (text == null || values[at] != value) {
      text = format.apply(value);
      values[at] = value;
      texts.set(at, text);
    }
    return text;
  }
}
