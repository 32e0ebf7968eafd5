package io.github.beamwatch.beam.history;

import io.github.beamwatch.beam.order.InOrder;
import io.github.beamwatch.core.history.EntityHistory;
import io.github.beamwatch.core.history.HistoryPlan;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Follows the history of each entity, such as a terminal, through a stream of events and of labels
 * that come later, and says at each event what the history was: how many events, how much was
 * spent, what share was bad as far as that was known then.
 *
 * <p>Input: a list of two, bounded or not, of pairs of an entity and an {@link EntityEvent}: the
 * events, with their event time as timestamp; and the labels, {@link EntityEvent#bad}, with the
 * time at which they became known as timestamp. A label must name its entity and the event's time,
 * as a chargeback does: an index of all events by their id would grow without end. Output: {@link
 * HistoryFeatures} by entity, in the global window, with the event's timestamp.
 *
 * <p>Events and labels are gathered in windows of {@link #GATHER} and taken in when the watermark
 * has passed them, in event-time order, labels first; so results wait for the slower of the two
 * inputs, and are equal on every runner and to those of {@link AddHistories}. What comes later is
 * dropped by Beam and counted in its {@code droppedDueToLateness}. Without timers. State: a cell
 * for each entity, some ten bytes for each hour with an event within the longest window; older
 * hours go when the entity's next event comes.
 *
 * <pre>{@code
 * PCollection<KV<String, HistoryFeatures>> risk =
 *     PCollectionList.of(payments).and(chargebacks)
 *         .apply("FollowTerminals", FollowHistory.by(plan));
 * }</pre>
 */
public final class FollowHistory
    extends PTransform<
        PCollectionList<KV<String, EntityEvent>>, PCollection<KV<String, HistoryFeatures>>> {

  /** Over so much event time, input is put in order. */
  public static final Duration GATHER = Duration.standardSeconds(10);

  private static final Comparator<EntityEvent> IN_ORDER =
      Comparator.comparingLong(EntityEvent::at)
          .thenComparing(EntityEvent::isEvent)
          .thenComparing(EntityEvent::id)
          .thenComparingLong(EntityEvent::time);

  private final HistoryPlan plan;
  private final Duration gather;

  private FollowHistory(HistoryPlan plan, Duration gather) {
    this.plan = plan;
    this.gather = gather;
  }

  /** Follows what a plan says. */
  public static FollowHistory by(HistoryPlan plan) {
    return new FollowHistory(plan, GATHER);
  }

  /** Gathers over another span of event time: longer is cheaper, and later. */
  public FollowHistory withGather(Duration span) {
    return new FollowHistory(plan, span);
  }

  @Override
  public PCollection<KV<String, HistoryFeatures>> expand(
      PCollectionList<KV<String, EntityEvent>> input) {
    PCollectionList<KV<String, EntityEvent>> windowed = PCollectionList.empty(input.getPipeline());
    for (PCollection<KV<String, EntityEvent>> one : input.getAll()) {
      windowed =
          windowed.and(
              one.apply(
                  "Gather" + windowed.size(),
                  Window.<KV<String, EntityEvent>>into(FixedWindows.of(gather))
                      .triggering(DefaultTrigger.of())
                      .withAllowedLateness(Duration.ZERO)
                      .discardingFiredPanes()));
    }
    PCollection<KV<String, List<TimestampedValue<List<EntityEvent>>>>> ordered =
        windowed
            .apply("EventsAndLabels", Flatten.pCollections())
            .apply("GroupByEntity", GroupByKey.create())
            .apply("Collect", ParDo.of(new CollectFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), ListCoder.of(EntityEventCoder.of())))
            .apply("InOrder", InOrder.perKey());
    return ordered
        .apply(
            "Follow",
            ParDo.of(
                ordered.isBounded() == IsBounded.BOUNDED
                    ? new FollowWholeFn(plan)
                    : new FollowFn(plan)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), HistoryFeatures.coder()));
  }

  private static final class CollectFn
      extends DoFn<KV<String, Iterable<EntityEvent>>, KV<String, List<EntityEvent>>> {
    @ProcessElement
    public void process(
        @Element KV<String, Iterable<EntityEvent>> element,
        OutputReceiver<KV<String, List<EntityEvent>>> out) {
      List<EntityEvent> events = new ArrayList<>();
      element.getValue().forEach(events::add);
      events.sort(IN_ORDER);
      out.output(KV.of(element.getKey(), events));
    }
  }

  private static void follow(
      HistoryPlan plan,
      EntityHistory history,
      KV<String, List<TimestampedValue<List<EntityEvent>>>> pane,
      DoFn.OutputReceiver<KV<String, HistoryFeatures>> out) {
    for (TimestampedValue<List<EntityEvent>> gathered : pane.getValue()) {
      for (EntityEvent event : gathered.getValue()) {
        if (!event.isEvent()) {
          history.bad(event.time(), event.knownAt());
          continue;
        }
        double[] values = new double[plan.width()];
        history.event(event.time(), event.amount(), values, 0);
        List<Double> boxed = new ArrayList<>(values.length);
        for (double value : values) {
          boxed.add(value);
        }
        out.outputWithTimestamp(
            KV.of(pane.getKey(), new HistoryFeatures(event.id(), boxed)),
            Instant.ofEpochMilli(event.time()));
      }
    }
  }

  /** An entity of a bounded input comes in one piece. */
  private static final class FollowWholeFn
      extends DoFn<
          KV<String, List<TimestampedValue<List<EntityEvent>>>>, KV<String, HistoryFeatures>> {
    private final HistoryPlan plan;

    FollowWholeFn(HistoryPlan plan) {
      this.plan = plan;
    }

    @ProcessElement
    public void process(
        @Element KV<String, List<TimestampedValue<List<EntityEvent>>>> pane,
        OutputReceiver<KV<String, HistoryFeatures>> out) {
      follow(plan, new EntityHistory(plan), pane, out);
    }

    /** An event is older than the end of the window in which it was gathered. */
    @Override
    @Deprecated
    public Duration getAllowedTimestampSkew() {
      return Duration.millis(Long.MAX_VALUE);
    }
  }

  /** One of an unbounded input comes pane by pane; the cell carries it from one to the next. */
  private static final class FollowFn
      extends DoFn<
          KV<String, List<TimestampedValue<List<EntityEvent>>>>, KV<String, HistoryFeatures>> {

    /** The cell's name is part of its identity across upgrades. */
    private static final String CELL = "history";

    private final HistoryPlan plan;

    @StateId(CELL)
    private final StateSpec<ValueState<EntityHistory>> cell;

    FollowFn(HistoryPlan plan) {
      this.plan = plan;
      this.cell = StateSpecs.value(new HistoryCoder(plan));
    }

    @ProcessElement
    public void process(
        @Element KV<String, List<TimestampedValue<List<EntityEvent>>>> pane,
        @StateId(CELL) ValueState<EntityHistory> cell,
        OutputReceiver<KV<String, HistoryFeatures>> out) {
      EntityHistory known = cell.read();
      EntityHistory history = known == null ? new EntityHistory(plan) : known;
      follow(plan, history, pane, out);
      cell.write(history);
    }

    /** An event is older than the end of the window in which it was gathered. */
    @Override
    @Deprecated
    public Duration getAllowedTimestampSkew() {
      return Duration.millis(Long.MAX_VALUE);
    }
  }

  /** A history as it writes itself, behind version bytes of its own. */
  private static final class HistoryCoder extends CustomCoder<EntityHistory> {
    private static final long serialVersionUID = 1L;
    private final HistoryPlan plan;

    HistoryCoder(HistoryPlan plan) {
      this.plan = plan;
    }

    @Override
    public void encode(EntityHistory history, OutputStream out) throws IOException {
      history.writeTo(new DataOutputStream(out));
    }

    @Override
    public EntityHistory decode(InputStream in) throws IOException {
      return EntityHistory.readFrom(plan, new DataInputStream(in));
    }

    @Override
    public void verifyDeterministic() {}

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof HistoryCoder that && plan.equals(that.plan);
    }

    @Override
    public int hashCode() {
      return plan.hashCode();
    }
  }
}
