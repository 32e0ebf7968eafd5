package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.event.EventTimeReader;
import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.TimestampSpec;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;

/**
 * Reads a Kafka topic by event time, without end.
 *
 * <p>Output: one {@link RawRecord} for each record of the topic, in the global window, tombstones
 * as records of no bytes; keys and headers are left out. Its element timestamp is its event time
 * when it is on time, and the later watermark of its partition when it is <em>late</em>: an element
 * timestamp after the event time is what marks a late record, and nothing else is late. Records
 * whose event time cannot be read, or lies further ahead than allowed, have the watermark of their
 * partition at most, so that whoever parses them can say what is wrong.
 *
 * <p>Which records are late depends on the topic alone: runner, parallelism, restarts and replays
 * change nothing, unless {@code idleAfter} brings the clock into it. No record that is on time can
 * be dropped by a window behind this source that has the window length and no lateness of its own.
 *
 * <p>{@link #batches()} gives the same records by the batch, which is several times faster.
 *
 * <pre>{@code
 * PCollection<RawRecord> records =
 *     pipeline.apply(
 *         "ReadEvents",
 *         KafkaSource.read(spec, eventTimes, Duration.ofMinutes(1), Duration.ZERO)
 *             .withPartitions(partitions));
 * }</pre>
 */
public final class KafkaSource extends PTransform<PBegin, PCollection<RawRecord>> {

  private static final long serialVersionUID = 1L;

  private final KafkaSourceSpec spec;
  private final EventTimeReader eventTimes;
  private final Duration window;
  private final Duration allowedLateness;
  private final Duration maxFuture;
  private final int partitions;
  private final OffsetCommits offsetCommits;

  private KafkaSource(
      KafkaSourceSpec spec,
      EventTimeReader eventTimes,
      Duration window,
      Duration allowedLateness,
      Duration maxFuture,
      int partitions,
      OffsetCommits offsetCommits) {
    this.spec = spec;
    this.eventTimes = eventTimes;
    this.window = window;
    this.allowedLateness = allowedLateness;
    this.maxFuture = maxFuture;
    this.partitions = partitions;
    this.offsetCommits = offsetCommits;
  }

  /**
   * Reads the topic of the spec.
   *
   * @param eventTimes finds the event time in a record
   * @param window the length of the event-time windows that the records are counted in; zero when
   *     there are none, so that a record is late by itself
   * @param allowedLateness how much longer a window stays open
   */
  public static KafkaSource read(
      KafkaSourceSpec spec, EventTimeReader eventTimes, Duration window, Duration allowedLateness) {
    List<String> problems = problems(spec);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new KafkaSource(
        spec,
        eventTimes,
        window,
        allowedLateness,
        TimestampSpec.DEFAULT_MAX_FUTURE,
        0,
        OffsetCommits.WITH_CHECKPOINTS);
  }

  /** A sentence for each setting of the spec that cannot be. */
  public static List<String> problems(KafkaSourceSpec spec) {
    return ConsumerSettings.problems(spec);
  }

  /**
   * How far ahead of the clock an event may be before the watermark ignores it. Default {@link
   * TimestampSpec#DEFAULT_MAX_FUTURE}.
   */
  public KafkaSource withMaxFuture(Duration maxFuture) {
    return new KafkaSource(
        spec, eventTimes, window, allowedLateness, maxFuture, partitions, offsetCommits);
  }

  /**
   * How many partitions the topic has, as {@link KafkaPreflight} tells. A job that knows them when
   * it is built needs no broker to come up; one that must ask can, on Flink, be restored without
   * its source when the broker is away at the wrong moment. Default: asks.
   */
  public KafkaSource withPartitions(int partitions) {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "A topic has at least one partition, not " + partitions + "; leave it out to ask");
    }
    return new KafkaSource(
        spec, eventTimes, window, allowedLateness, maxFuture, partitions, offsetCommits);
  }

  /**
   * When the broker is told how far the job is, where the spec names a group. A job goes on from
   * its checkpoint all the same; without one, from these offsets where {@code startFrom} is {@code
   * committed}. Default {@link OffsetCommits#WITH_CHECKPOINTS}.
   */
  public KafkaSource withOffsetCommits(OffsetCommits offsetCommits) {
    return new KafkaSource(
        spec, eventTimes, window, allowedLateness, maxFuture, partitions, offsetCommits);
  }

  /** The same records by the batch, each with its own timestamp. */
  public PTransform<PBegin, PCollection<RawBatch>> batches() {
    return Read.from(source());
  }

  /**
   * The records of a topic by the batch, for a pipeline that settles each of them in a {@link
   * io.github.beamwatch.beam.delivery.DeliveryLedger}: offsets are committed, and checkpoints made,
   * of settled records alone. All of the pipeline must run in one process.
   *
   * @param run the ledger's name
   */
  public PTransform<PBegin, PCollection<RawBatch>> settledBatches(String run) {
    return Read.from(
        new SettledSource(withOffsetCommits(OffsetCommits.WITH_CHECKPOINTS).source(), run));
  }

  @Override
  public PCollection<RawRecord> expand(PBegin input) {
    return input.apply("ReadBatches", batches()).apply("TakeApart", ParDo.of(new TakeApartFn()));
  }

  private KafkaBatchSource source() {
    return new KafkaBatchSource(
        new KafkaReading(
            spec.topic(),
            ConsumerSettings.of(spec),
            spec.start(),
            eventTimes,
            new WatermarkRules(
                spec.maxDisorder(), window, allowedLateness, maxFuture, spec.idleAfter()),
            spec.groupId() == null ? OffsetCommits.NONE : offsetCommits),
        IntStream.range(0, partitions).toArray());
  }

  private static final class TakeApartFn extends DoFn<RawBatch, RawRecord> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(@Element RawBatch batch, OutputReceiver<RawRecord> output) {
      for (int i = 0; i < batch.size(); i++) {
        output.outputWithTimestamp(batch.record(i), Instant.ofEpochMilli(batch.timestampMillis(i)));
      }
    }
  }
}
