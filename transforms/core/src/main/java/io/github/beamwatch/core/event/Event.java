package io.github.beamwatch.core.event;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A parsed event: its time and the values of the fields that an {@link EventSchema} names, by slot.
 */
public final class Event implements Serializable {

  private static final long serialVersionUID = 1;

  private final long timestamp;
  private final @Nullable String[] texts;
  private final double[] numbers;

  /**
   * An event. Both arrays are copied.
   *
   * @param timestamp epoch milliseconds
   * @param texts by slot; null in a slot that is not a text
   * @param numbers by slot; NaN in a slot that is not a number, or an absent optional one
   */
  public Event(long timestamp, @Nullable String[] texts, double[] numbers) {
    if (texts.length != numbers.length) {
      throw new IllegalArgumentException(
          texts.length + " texts and " + numbers.length + " numbers are not the same slots");
    }
    this.timestamp = timestamp;
    this.texts = texts.clone();
    this.numbers = numbers.clone();
  }

  /** The event time in epoch milliseconds. */
  public long timestamp() {
    return timestamp;
  }

  /** The text of a slot; null where it holds none. */
  public @Nullable String text(int slot) {
    return texts[slot];
  }

  /** The number of a slot; NaN where it holds none. */
  public double number(int slot) {
    return numbers[slot];
  }

  /** How many slots there are. */
  public int size() {
    return texts.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Event that
        && timestamp == that.timestamp
        && Arrays.equals(texts, that.texts)
        && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(timestamp) + Arrays.hashCode(texts)) + Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    return "Event["
        + timestamp
        + ", "
        + Arrays.toString(texts)
        + ", "
        + Arrays.toString(numbers)
        + "]";
  }
}
