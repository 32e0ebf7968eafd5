package io.github.beamwatch.core.history;

import io.github.beamwatch.core.contest.HeldBack;
import io.github.beamwatch.core.training.RowSampler;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sample of events to train on, and one of those that are held back ({@link HeldBack}) to judge
 * models by. Gathered in parts and merged; depends on the events and the seed alone.
 */
public final class EventSample {
  /** So many are held back at most: more would say no more. */
  private static final int MOST_HELD = 50_000;

  private RowSampler train;
  private RowSampler held;

  /** Of no event yet. */
  public EventSample(int size, long seed) {
    train = new RowSampler(size, seed);
    held = new RowSampler(Math.min(size, MOST_HELD), seed);
  }

  /** Offers an event. */
  public void add(FeaturedEvent event) {
    double[] values = event.values();
    double[] row = Arrays.copyOf(values, values.length + 1);
    row[values.length] = event.bad() ? 1.0 : 0.0;
    (HeldBack.is(event.id()) ? held : train).add(event.id(), row);
  }

  /** Offers the events of another part, of the same size and seed. */
  public void addAll(EventSample other) {
    train.addAll(other.train);
    held.addAll(other.held);
  }

  /** Those to train on. */
  public Labelled train() {
    return Labelled.of(train.rows());
  }

  /** Those to judge by. */
  public Labelled held() {
    return Labelled.of(held.rows());
  }

  /** Equal samples give equal bytes. */
  public void writeTo(DataOutput out) throws IOException {
    train.writeTo(out);
    held.writeTo(out);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static EventSample readFrom(DataInput in) throws IOException {
    EventSample read = new EventSample(0, 0);
    read.train = RowSampler.readFrom(in);
    read.held = RowSampler.readFrom(in);
    return read;
  }

  /**
   * Rows with labels.
   *
   * @param rows their features
   * @param bad whether each of them is known to be bad
   */
  public record Labelled(List<double[]> rows, List<Boolean> bad) {

    private static Labelled of(List<double[]> extended) {
      List<double[]> rows = new ArrayList<>();
      List<Boolean> bad = new ArrayList<>();
      for (double[] row : extended) {
        rows.add(Arrays.copyOf(row, row.length - 1));
        bad.add(row[row.length - 1] > 0);
      }
      return new Labelled(rows, bad);
    }
  }
}
