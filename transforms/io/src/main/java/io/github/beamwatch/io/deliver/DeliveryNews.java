package io.github.beamwatch.io.deliver;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.LatencyHistogram;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.event.DeadLetter;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What the queues have to tell the pipeline, until a bundle takes it. Thread-safe. */
final class DeliveryNews {

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();
  private final LatencyHistogram latency = LatencyHistogram.named(Counters.DELIVERY_LATENCY);
  private final Queue<Undelivered> undelivered = new ConcurrentLinkedQueue<>();

  /**
   * An alert that was given up.
   *
   * @param letter what to write of it
   * @param record what it was read from
   */
  record Undelivered(DeadLetter letter, RawRecord record) {}

  void count(String channel, String outcome, long count) {
    counts
        .computeIfAbsent(Counters.deliveries(channel, outcome), name -> new LongAdder())
        .add(count);
  }

  /** An alert was delivered so long after its time. */
  void took(long millis) {
    latencies.add(millis);
  }

  /** How long deliveries took, in milliseconds, since the last report. */
  Queue<Long> latencies() {
    return latencies;
  }

  void add(Undelivered alert) {
    undelivered.add(alert);
  }

  Queue<Undelivered> undelivered() {
    return undelivered;
  }

  /** Moves what was counted since the last time to the job's counters; within a bundle. */
  void report() {
    counts.forEach(
        (name, count) -> {
          long since = count.sumThenReset();
          if (since > 0) {
            Counters.counter(name).inc(since);
          }
        });
    for (Long took = latencies.poll(); took != null; took = latencies.poll()) {
      latency.recordMillis(took);
    }
  }
}
