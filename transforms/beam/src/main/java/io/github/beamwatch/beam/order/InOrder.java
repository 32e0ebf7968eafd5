package io.github.beamwatch.beam.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Trigger;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TimestampedValue.TimestampedValueCoder;
import org.joda.time.Duration;

/**
 * Hands on the values of each key in event-time order, on every runner.
 *
 * <p>Beam promises no order to a stateful {@code DoFn}, and runners make use of that: a moving
 * average in a plain one is wrong on Spark and in Flink's batch mode while the job reports success.
 * Here the values of a key are grouped in the global window and sorted: all of them at once when
 * the input is bounded, and pane by pane when it is not. Panes of a key follow each other in
 * event-time order if the values come out of windows closed by the watermark.
 *
 * <p>Input: key-value pairs in any windowing. Output, in the global window: a key with a list of
 * its values in order, each with its timestamp; values of the same instant are ordered by their
 * bytes. A key of a bounded input comes once, with everything it has; it is held in memory while it
 * is sorted. Neighbour: {@code GroupByKey} gives the same values in any order.
 *
 * <pre>{@code
 * PCollection<KV<String, List<TimestampedValue<Double>>>> ordered =
 *     readings.apply("OrderReadings", InOrder.perKey());
 * }</pre>
 */
public final class InOrder {

  private InOrder() {}

  /** Orders the values of each key by event time. */
  public static <K, V>
      PTransform<PCollection<KV<K, V>>, PCollection<KV<K, List<TimestampedValue<V>>>>> perKey() {
    return new PerKey<>();
  }

  private static final class PerKey<K, V>
      extends PTransform<PCollection<KV<K, V>>, PCollection<KV<K, List<TimestampedValue<V>>>>> {

    @Override
    public PCollection<KV<K, List<TimestampedValue<V>>>> expand(PCollection<KV<K, V>> input) {
      KvCoder<K, V> coder = (KvCoder<K, V>) input.getCoder();
      Trigger trigger =
          input.isBounded() == IsBounded.BOUNDED
              ? DefaultTrigger.of()
              : Repeatedly.forever(AfterPane.elementCountAtLeast(1));
      return input
          .apply("ReifyTimestamps", Reify.timestampsInValue())
          .apply(
              "GlobalWindow",
              Window.<KV<K, TimestampedValue<V>>>into(new GlobalWindows())
                  .triggering(trigger)
                  .withTimestampCombiner(TimestampCombiner.EARLIEST)
                  .withAllowedLateness(Duration.ZERO)
                  .discardingFiredPanes())
          .apply("GroupByKey", GroupByKey.create())
          .apply("Sort", ParDo.of(new SortFn<>(coder.getValueCoder())))
          .setCoder(
              KvCoder.of(
                  coder.getKeyCoder(),
                  ListCoder.of(TimestampedValueCoder.of(coder.getValueCoder()))));
    }
  }

  private static final class SortFn<K, V>
      extends DoFn<KV<K, Iterable<TimestampedValue<V>>>, KV<K, List<TimestampedValue<V>>>> {

    private final Coder<V> coder;

    SortFn(Coder<V> coder) {
      this.coder = coder;
    }

    @ProcessElement
    public void process(
        @Element KV<K, Iterable<TimestampedValue<V>>> element,
        OutputReceiver<KV<K, List<TimestampedValue<V>>>> out) {
      List<TimestampedValue<V>> values = new ArrayList<>();
      element.getValue().forEach(values::add);
      if (values.isEmpty()) {
        return; // the pane that tells of the end of an unbounded input
      }
      Comparator<TimestampedValue<V>> byTime = Comparator.comparing(TimestampedValue::getTimestamp);
      values.sort(byTime.thenComparing(this::compareBytes));
      out.output(KV.of(element.getKey(), values));
    }

    private int compareBytes(TimestampedValue<V> a, TimestampedValue<V> b) {
      return Arrays.compareUnsigned(bytes(a.getValue()), bytes(b.getValue()));
    }

    private byte[] bytes(V value) {
      try {
        return CoderUtils.encodeToByteArray(coder, value);
      } catch (org.apache.beam.sdk.coders.CoderException e) {
        throw new IllegalStateException("a value that was just decoded cannot be encoded", e);
      }
    }
  }
}
