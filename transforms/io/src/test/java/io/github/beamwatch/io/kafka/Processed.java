package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.spec.KafkaSourceSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A job on the Direct runner with a shuffle in it, whose last step looks, before it is done with a
 * record, whether the broker has been told already that it is done.
 */
final class Processed implements AutoCloseable {

  private static final Map<String, Processed> RUNNING = new ConcurrentHashMap<>();
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final long PAUSE_NANOS = 20_000_000;
  private static final int LOOK_EVERY = 37;

  private final String id = UUID.randomUUID().toString();
  private final Queue<String> processed = new ConcurrentLinkedQueue<>();
  private final Queue<String> tooEarly = new ConcurrentLinkedQueue<>();
  private final KafkaSourceSpec spec;
  private final Admin admin;
  private final PipelineResult running;

  private Processed(KafkaSource source, KafkaSourceSpec spec) {
    this.spec = spec;
    this.admin = Admin.create(Map.of("bootstrap.servers", spec.bootstrapServers()));
    RUNNING.put(id, this);
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setBlockOnRun(false);
    options.setTargetParallelism(3);
    options.setEnforceImmutability(false);
    options.setEnforceEncodability(false);
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("Read", source)
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply("Process", ParDo.of(new ProcessFn(id)));
    running = pipeline.run();
  }

  static Processed from(KafkaSource source, KafkaSourceSpec spec) {
    return new Processed(source, spec);
  }

  /** Every record whose processing has ended, as topic/partition/offset, once there are so many. */
  List<String> await(int count) {
    return awaitUntil(all -> all.size() >= count);
  }

  List<String> awaitUntil(Predicate<List<String>> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> all = List.copyOf(processed);
    while (!condition.test(all) && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
      all = List.copyOf(processed);
    }
    return all;
  }

  /** Records that were committed while they were still being processed. */
  List<String> committedBeforeProcessed() {
    return List.copyOf(tooEarly);
  }

  /** Whether the group's offsets amount to so many records. */
  boolean committed(long records) {
    return offsets().values().stream().mapToLong(Processed::offset).sum() >= records;
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets() {
    try {
      return admin.listConsumerGroupOffsets(spec.groupId()).partitionsToOffsetAndMetadata().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      // The job was cancelled while it looked.
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  private void process(RawRecord record) {
    if (record.offset() % LOOK_EVERY == 0) {
      String[] origin = record.origin().split("/");
      TopicPartition partition = new TopicPartition(origin[0], Integer.parseInt(origin[1]));
      if (offset(offsets().get(partition)) > record.offset()) {
        tooEarly.add(record.source());
      }
    }
    processed.add(record.source());
  }

  private static long offset(@Nullable OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }

  @Override
  public void close() throws IOException {
    running.cancel();
    RUNNING.remove(id);
    admin.close();
  }

  private static final class ProcessFn extends DoFn<RawRecord, Void> {
    private static final long serialVersionUID = 1L;
    private final String id;

    ProcessFn(String id) {
      this.id = id;
    }

    @ProcessElement
    public void processElement(@Element RawRecord record) {
      Processed running = RUNNING.get(id);
      if (running != null) {
        running.process(record);
      }
    }
  }
}
