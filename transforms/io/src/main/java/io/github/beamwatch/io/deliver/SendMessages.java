package io.github.beamwatch.io.deliver;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.delivery.DeliveryLedger;
import io.github.beamwatch.beam.delivery.RoutedAlert;
import io.github.beamwatch.beam.parse.DeadLetterCoder;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Sends routed alerts through the channels of a spec: grouped, claimed, paced and tried again as it
 * says. Out come dead letters: the alerts that could not be delivered.
 *
 * <p>By itself, a bundle ends when all of its alerts are delivered or given up, and groups are made
 * of what is there: right on every runner, and for bounded input. With a ledger, a bundle only
 * hands its alerts over, and the {@link DeliveryLedger} tells the source what is settled: so a
 * stream does not wait for a channel. What became of those alerts comes out of a later bundle.
 */
public final class SendMessages
    extends PTransform<PCollection<RoutedAlert>, PCollection<DeadLetter>> {
  private static final long serialVersionUID = 1L;

  private final DeliverySpec spec;
  private final String run;
  private final boolean ledger;

  private SendMessages(DeliverySpec spec, String run, boolean ledger) {
    this.spec = spec;
    this.run = run;
    this.ledger = ledger;
  }

  /**
   * Through the channels of a checked spec.
   *
   * @param run a name of its own for every run of a pipeline
   */
  public static SendMessages by(DeliverySpec spec, String run) {
    return new SendMessages(spec, run, false);
  }

  /** Keeps the ledger of the run, in place of waiting at the end of each bundle. */
  public SendMessages withLedger() {
    return new SendMessages(spec, run, true);
  }

  @Override
  public PCollection<DeadLetter> expand(PCollection<RoutedAlert> alerts) {
    return alerts
        .apply("Send", ParDo.of(new SendFn(spec, run, ledger)))
        .setCoder(DeadLetterCoder.of());
  }

  private static final class SendFn extends DoFn<RoutedAlert, DeadLetter> {
    private static final long serialVersionUID = 1L;

    private final DeliverySpec spec;
    private final String run;
    private final boolean withLedger;
    private transient @Nullable Courier courier;
    private transient @Nullable DeliveryLedger ledger;
    private transient @Nullable OpenCount open;

    SendFn(DeliverySpec spec, String run, boolean withLedger) {
      this.spec = spec;
      this.run = run;
      this.withLedger = withLedger;
    }

    @Setup
    public void setUp() {
      courier = Courier.acquire(run, spec);
      ledger = withLedger ? DeliveryLedger.of(run) : null;
    }

    @Teardown
    public void tearDown() {
      if (courier != null && Courier.release(run)) {
        DeliveryLedger.close(run);
      }
      courier = null;
    }

    @StartBundle
    public void startBundle() {
      open = new OpenCount();
    }

    @ProcessElement
    public void process(@Element RoutedAlert routed) {
      Alert alert = routed.alert();
      if (alert == null) {
        return;
      }
      courier().deliver(routed, ledger == null ? bundleReceipt() : ledgerReceipt(ledger));
    }

    private Courier courier() {
      if (courier == null) {
        throw new IllegalStateException("not set up");
      }
      return courier;
    }

    private BiConsumer<Parcel, Outcome> bundleReceipt() {
      OpenCount count = open;
      DeliveryNews news = courier().news();
      if (count == null) {
        throw new IllegalStateException("no bundle");
      }
      count.more();
      return (parcel, outcome) -> {
        if (outcome.kind().dead()) {
          news.add(undelivered(parcel, outcome));
        }
        count.less();
      };
    }

    private BiConsumer<Parcel, Outcome> ledgerReceipt(DeliveryLedger account) {
      DeliveryNews news = courier().news();
      return (parcel, outcome) -> {
        if (outcome.kind().dead()) {
          news.add(undelivered(parcel, outcome));
        } else {
          settle(account, parcel.record());
        }
        account.announce();
      };
    }

    private static void settle(DeliveryLedger account, RawRecord record) {
      String origin = record.origin();
      if (origin != null) {
        account.settle(origin, record.offset());
      }
    }

    private static DeliveryNews.Undelivered undelivered(Parcel parcel, Outcome outcome) {
      boolean refused = outcome.kind() == Outcome.Kind.REFUSED;
      return new DeliveryNews.Undelivered(
          new DeadLetter(
              "deliver",
              refused ? Reason.REFUSED : Reason.UNAVAILABLE,
              outcome.detail(),
              parcel.record().payload(),
              parcel.record().source(),
              parcel.alert().alertTime().toEpochMilli()),
          parcel.record());
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) throws InterruptedException {
      if (ledger == null && open != null) {
        courier().hurry();
        open.awaitNone();
      }
      List<RawRecord> handedOn = new ArrayList<>();
      DeliveryNews news = courier().news();
      for (DeliveryNews.Undelivered next = news.undelivered().poll();
          next != null;
          next = news.undelivered().poll()) {
        Counters.countDead(next.letter().reason());
        context.output(next.letter(), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
        handedOn.add(next.record());
      }
      news.report();
      if (ledger != null) {
        for (RawRecord record : handedOn) {
          settle(ledger, record);
        }
      }
    }
  }
}
