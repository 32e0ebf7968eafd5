package io.github.beamwatch.beam.delivery;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.RunProgress;
import io.github.beamwatch.beam.json.AlertReader;
import io.github.beamwatch.beam.parse.DeadLetterCoder;
import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.delivery.Routes;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * Reads alerts and finds their channels: out comes each alert once for every channel that it goes
 * to, and a dead letter for every record that is no alert. Stateless. An alert that no route sends
 * anywhere is counted as {@code alerts_unrouted}.
 *
 * <p>With a ledger, a record that is on its way already is left out, and one that needs no way is
 * settled at once.
 */
public final class RouteAlerts extends PTransform<PCollection<RawBatch>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** The alerts. */
  public static final TupleTag<RoutedAlert> ALERTS = new TupleTag<>() {};

  /** What is no alert. */
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>() {};

  /** The origin of a batch that only wakes up the steps behind the source. */
  public static final String WAKE_UP = "";

  private final DeliverySpec spec;
  private final @Nullable String run;

  private RouteAlerts(DeliverySpec spec, @Nullable String run) {
    this.spec = spec;
    this.run = run;
  }

  /** By the routes of a checked spec. */
  public static RouteAlerts by(DeliverySpec spec) {
    return new RouteAlerts(spec, null);
  }

  /** Keeps the {@link DeliveryLedger} of this run. */
  public RouteAlerts withLedger(String run) {
    return new RouteAlerts(spec, run);
  }

  @Override
  public PCollectionTuple expand(PCollection<RawBatch> records) {
    PCollectionTuple routed =
        records.apply(
            "Route",
            ParDo.of(new RouteFn(spec, run)).withOutputTags(ALERTS, TupleTagList.of(DEAD_LETTERS)));
    routed.get(ALERTS).setCoder(RoutedAlertCoder.of());
    routed.get(DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    return routed;
  }

  private static final class RouteFn extends DoFn<RawBatch, RoutedAlert> {
    private static final long serialVersionUID = 1L;

    private final DeliverySpec spec;
    private final @Nullable String run;
    private transient @Nullable Routes routes;
    private transient @Nullable DeliveryLedger ledger;
    private transient @Nullable List<RawRecord> dead;

    RouteFn(DeliverySpec spec, @Nullable String run) {
      this.spec = spec;
      this.run = run;
    }

    @Setup
    public void setUp() {
      routes = Routes.of(spec);
      ledger = run == null ? null : DeliveryLedger.of(run);
    }

    @StartBundle
    public void startBundle() {
      dead = new ArrayList<>();
    }

    @ProcessElement
    public void process(@Element RawBatch batch, MultiOutputReceiver out) {
      if (batch.origin().equals(WAKE_UP)) {
        out.get(ALERTS).output(RoutedAlert.wakeUp());
        return;
      }
      for (int i = 0; i < batch.size(); i++) {
        route(batch.record(i), out);
      }
    }

    private void route(RawRecord record, MultiOutputReceiver out) {
      AlertReader.Result read = AlertReader.read(record.payload());
      Alert alert = read.alert();
      if (alert == null || routes == null) {
        Reason reason = read.reason() == null ? Reason.MALFORMED : read.reason();
        if (admit(record, 1)) {
          out.get(DEAD_LETTERS).output(dead(record, reason, read.detail()));
          if (dead != null) {
            dead.add(record);
          }
        }
        return;
      }
      List<String> channels = routes.channelsFor(alert);
      if (!admit(record, channels.size())) {
        return;
      }
      if (channels.isEmpty()) {
        Counters.counter(Counters.ALERTS_UNROUTED).inc();
      }
      channels.forEach(channel -> out.get(ALERTS).output(new RoutedAlert(channel, alert, record)));
    }

    private static DeadLetter dead(RawRecord record, Reason reason, String detail) {
      Counters.countDead(reason);
      return new DeadLetter("parse", reason, detail, record.payload(), record.source(), null);
    }

    private boolean admit(RawRecord record, int copies) {
      String origin = record.origin();
      if (ledger != null && origin != null && !ledger.admit(origin, record.offset(), copies)) {
        return false;
      }
      Counters.counter(Counters.EVENTS_READ).inc();
      RunProgress.addEvents(1);
      return true;
    }

    /** Dead letters count as handed on when their bundle is done. */
    @FinishBundle
    public void finishBundle() {
      if (ledger != null && dead != null) {
        for (RawRecord record : dead) {
          if (record.origin() != null) {
            ledger.settle(record.origin(), record.offset());
          }
        }
      }
      dead = null;
    }
  }
}
