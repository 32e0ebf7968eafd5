package io.github.beamwatch.beam.delivery;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.delivery.Cooldown;
import io.github.beamwatch.core.delivery.Cooldown.Last;
import io.github.beamwatch.core.delivery.DeliveryKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.jspecify.annotations.Nullable;

/**
 * Holds alerts back whose rule and labels had a message on the same channel not long ago, by event
 * time. Of bounded input the alerts must come in order and in one bundle; of a stream, the last
 * message of each channel, rule and labels is one cell of state, which is never removed; with it
 * the records that were let through and are not settled, so that a restored job, which reads them
 * again, lets them through again.
 */
public final class CoolDown extends PTransform<PCollection<RoutedAlert>, PCollection<RoutedAlert>> {
  private static final long serialVersionUID = 1L;

  private final Duration quietFor;
  private final @Nullable String run;

  private CoolDown(Duration quietFor, @Nullable String run) {
    this.quietFor = quietFor;
    this.run = run;
  }

  /** Holds others back for so long after an alert. */
  public static CoolDown quietFor(Duration quietFor) {
    return new CoolDown(quietFor, null);
  }

  /** Settles what it holds back in the {@link DeliveryLedger} of this run. */
  public CoolDown withLedger(String run) {
    return new CoolDown(quietFor, run);
  }

  @Override
  public PCollection<RoutedAlert> expand(PCollection<RoutedAlert> alerts) {
    Decision decision = new Decision(new Cooldown(quietFor), run);
    PCollection<RoutedAlert> allowed =
        alerts.isBounded() == IsBounded.BOUNDED
            ? alerts.apply("CoolDown", ParDo.of(new InBundleFn(decision)))
            : alerts
                .apply(
                    "KeyBySeries",
                    WithKeys.of(CoolDown::key).withKeyType(TypeDescriptors.strings()))
                .setCoder(KvCoder.of(StringUtf8Coder.of(), RoutedAlertCoder.of()))
                .apply("CoolDown", ParDo.of(new InStateFn(decision)));
    return allowed.setCoder(RoutedAlertCoder.of());
  }

  private static String key(RoutedAlert routed) {
    Alert alert = routed.alert();
    return alert == null ? "" : DeliveryKey.ofCooldown(routed.channel(), alert);
  }

  /** Whether an alert passes, and what is remembered then. */
  private record Decision(Cooldown cooldown, @Nullable String run) implements java.io.Serializable {

    boolean allows(RoutedAlert routed, @Nullable Last last) {
      Alert alert = Objects.requireNonNull(routed.alert());
      if (cooldown.allows(alert, last)) {
        return true;
      }
      Counters.counter(Counters.deliveries(routed.channel(), "quiet")).inc();
      String origin = routed.record().origin();
      if (run != null && origin != null) {
        DeliveryLedger ledger = DeliveryLedger.of(run);
        ledger.settle(origin, routed.record().offset());
      }
      return false;
    }

    /** Without a ledger nothing is read again by its offset. */
    LetThrough remember(LetThrough before, @Nullable Last last, RawRecord record) {
      return run == null
          ? new LetThrough(last, List.of())
          : before.with(last, record, DeliveryLedger.of(run));
    }
  }

  private static final class InBundleFn extends DoFn<RoutedAlert, RoutedAlert> {
    private static final long serialVersionUID = 1L;

    private final Decision decision;
    private transient @Nullable Map<String, Last> lasts;

    InBundleFn(Decision decision) {
      this.decision = decision;
    }

    @StartBundle
    public void startBundle() {
      lasts = new HashMap<>();
    }

    @ProcessElement
    public void process(@Element RoutedAlert routed, OutputReceiver<RoutedAlert> out) {
      Map<String, Last> map = Objects.requireNonNull(lasts);
      String key = key(routed);
      Last last = map.get(key);
      if (decision.allows(routed, last)) {
        Last after = decision.cooldown().after(Objects.requireNonNull(routed.alert()), last);
        if (after != null) {
          map.put(key, after);
        }
        out.output(routed);
      }
    }
  }

  private static final class InStateFn extends DoFn<KV<String, RoutedAlert>, RoutedAlert> {
    private static final long serialVersionUID = 1L;
    private static final String CELL = "let-through";

    private final Decision decision;

    @StateId(CELL)
    private final StateSpec<ValueState<LetThrough>> state = StateSpecs.value(new LetThroughCoder());

    InStateFn(Decision decision) {
      this.decision = decision;
    }

    @ProcessElement
    public void process(
        @Element KV<String, RoutedAlert> keyed,
        @StateId(CELL) ValueState<LetThrough> cell,
        OutputReceiver<RoutedAlert> out) {
      RoutedAlert routed = keyed.getValue();
      Alert alert = routed.alert();
      if (alert == null) {
        out.output(routed);
        return;
      }
      LetThrough known = cell.read();
      LetThrough before = known == null ? LetThrough.NOTHING : known;
      if (before.holds(routed.record())) {
        // Read again after a failure: a later one may have been let through behind it.
        out.output(routed);
      } else if (decision.allows(routed, before.last())) {
        Last after = decision.cooldown().after(alert, before.last());
        LetThrough now = decision.remember(before, after, routed.record());
        if (!now.equals(before)) {
          cell.write(now);
        }
        out.output(routed);
      }
    }
  }
}
