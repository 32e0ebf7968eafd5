package io.github.beamwatch.core.series;

import io.github.beamwatch.core.event.EventRow;
import io.github.beamwatch.core.event.EventSchema;
import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The measures of a spec, compiled against the slots of its events. Every different comparison
 * ({@code event_type = click}) is made once per event, whatever the number of measures that use it.
 */
public final class MeasurePlan implements Serializable {

  private static final long serialVersionUID = 1;

  private enum Kind {
    COUNT,
    SUM,
    MEAN,
    MIN,
    MAX
  }

  private record Measure(Kind kind, int slot, long conditions) implements Serializable {}

  private record Condition(int slot, String text) implements Serializable {}

  private final List<Condition> conditions = new ArrayList<>();
  private final List<Measure> measures = new ArrayList<>();
  private final int[] groupSlots;
  private final long windowMillis;
  private final boolean everyEventIsAPoint;
  private final boolean variance;
  private transient byte[][] conditionTexts = new byte[0][];

  private MeasurePlan(MeasureSpec spec, EventSchema schema, boolean variance) {
    this.variance = variance;
    windowMillis = spec.window() == null ? 1 : spec.window().toMillis();
    everyEventIsAPoint = spec.window() == null;
    groupSlots = spec.groupBy().stream().mapToInt(schema::slot).toArray();
    for (AggregateSpec aggregate : spec.measures().values()) {
      measures.add(measure(aggregate, schema));
    }
    compile();
  }

  /** The plan of a whole spec: variances are kept where a guard may ask for them, now or later. */
  public static MeasurePlan of(PipelineSpec spec, EventSchema schema) {
    boolean guarded =
        spec.liveRules() != null
            || spec.detect().stream()
                .anyMatch(r -> r.guard() != null && r.guard().significance() != null);
    return of(spec.measure(), schema, guarded);
  }

  /**
   * The plan of some measures; {@code variance} keeps what the variance of sums and means needs.
   */
  public static MeasurePlan of(MeasureSpec spec, EventSchema schema, boolean variance) {
    return new MeasurePlan(spec, schema, variance);
  }

  private Measure measure(AggregateSpec spec, EventSchema schema) {
    long mask = 0;
    for (Map.Entry<String, String> filter : spec.filter().entrySet()) {
      Condition condition = new Condition(schema.slot(filter.getKey()), filter.getValue());
      int index = conditions.indexOf(condition);
      if (index < 0) {
        index = conditions.size();
        conditions.add(condition);
      }
      mask |= 1L << index;
    }
    if (conditions.size() > Long.SIZE) {
      throw new IllegalArgumentException(
          "more than 64 different comparisons in one spec's measures");
    }
    if (spec.sum() != null) {
      return new Measure(Kind.SUM, schema.slot(spec.sum()), mask);
    } else if (spec.mean() != null) {
      return new Measure(Kind.MEAN, schema.slot(spec.mean()), mask);
    } else if (spec.min() != null) {
      return new Measure(Kind.MIN, schema.slot(spec.min()), mask);
    } else if (spec.value() != null) {
      // one event, as a rule; of several with the same timestamp the greatest, in any order
      return new Measure(Kind.MAX, schema.slot(spec.value()), mask);
    } else if (spec.max() != null) {
      return new Measure(Kind.MAX, schema.slot(spec.max()), mask);
    }
    return new Measure(Kind.COUNT, -1, mask);
  }

  private void compile() {
    conditionTexts =
        conditions.stream()
            .map(c -> c.text().getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
  }

  private void readObject(java.io.ObjectInputStream in)
      throws java.io.IOException, ClassNotFoundException {
    in.defaultReadObject();
    compile();
  }

  /** The length of the tumbling windows; 1 where every event is a point of its own. */
  public long windowMillis() {
    return windowMillis;
  }

  /** The start of the window that an event time falls into. */
  public long windowStart(long eventMillis) {
    return eventMillis - Math.floorMod(eventMillis, windowMillis);
  }

  /**
   * The end of the window that starts here, exclusive. Where every event is a point of its own that
   * point has no length: start and end are the event time.
   */
  public long windowEnd(long windowStart) {
    return everyEventIsAPoint ? windowStart : windowStart + windowMillis;
  }

  /** How many measures there are. */
  public int size() {
    return measures.size();
  }

  int[] groupSlots() {
    return groupSlots;
  }

  /** Empty accumulators, one per measure. */
  Accumulator[] newAccumulators() {
    Accumulator[] accumulators = new Accumulator[measures.size()];
    for (int i = 0; i < accumulators.length; i++) {
      accumulators[i] =
          switch (measures.get(i).kind()) {
            case COUNT -> new Accumulator.Count();
            case SUM -> new Accumulator.Sum(false, variance);
            case MEAN -> new Accumulator.Sum(true, variance);
            case MIN -> new Accumulator.Extreme(false);
            case MAX -> new Accumulator.Extreme(true);
          };
    }
    return accumulators;
  }

  /** Takes an event into the accumulators. */
  void add(EventRow row, Accumulator[] accumulators) {
    long holds = 0;
    for (int i = 0; i < conditionTexts.length; i++) {
      if (row.textEquals(conditions.get(i).slot(), conditionTexts[i])) {
        holds |= 1L << i;
      }
    }
    for (int i = 0; i < accumulators.length; i++) {
      Measure measure = measures.get(i);
      if ((holds & measure.conditions()) == measure.conditions()) {
        accumulators[i].add(measure.slot() < 0 ? 0 : row.number(measure.slot()));
      }
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MeasurePlan that
        && windowMillis == that.windowMillis
        && everyEventIsAPoint == that.everyEventIsAPoint
        && variance == that.variance
        && Arrays.equals(groupSlots, that.groupSlots)
        && conditions.equals(that.conditions)
        && measures.equals(that.measures);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        windowMillis,
        everyEventIsAPoint,
        variance,
        Arrays.hashCode(groupSlots),
        conditions,
        measures);
  }
}
