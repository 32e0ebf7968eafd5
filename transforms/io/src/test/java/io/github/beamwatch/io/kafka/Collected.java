package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.parse.RawRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** What a running pipeline has read so far, on the Direct runner, which shares this JVM. */
final class Collected implements AutoCloseable {

  private static final Map<String, Queue<Read>> READ = new ConcurrentHashMap<>();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String id = UUID.randomUUID().toString();
  private final PipelineResult running;

  /** A record and its element timestamp. */
  record Read(RawRecord record, long timestampMillis) {}

  private Collected(PTransform<PBegin, PCollection<RawRecord>> source) {
    READ.put(id, new ConcurrentLinkedQueue<>());
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setBlockOnRun(false);
    options.setTargetParallelism(3);
    Pipeline pipeline = Pipeline.create(options);
    pipeline.apply("Read", source).apply("Collect", ParDo.of(new CollectFn(id)));
    running = pipeline.run();
  }

  static Collected from(PTransform<PBegin, PCollection<RawRecord>> source) {
    return new Collected(source);
  }

  /** Everything read once there are so many records, or when patience ends. */
  List<Read> await(int count) {
    return awaitUntil(all -> all.size() >= count);
  }

  List<Read> awaitUntil(Predicate<List<Read>> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<Read> all = List.copyOf(READ.get(id));
    while (!condition.test(all) && System.nanoTime() - deadline < 0) {
      Thread.onSpinWait();
      all = List.copyOf(READ.get(id));
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    running.cancel();
    READ.remove(id);
  }

  private static final class CollectFn extends DoFn<RawRecord, Void> {
    private static final long serialVersionUID = 1L;
    private final String id;

    CollectFn(String id) {
      this.id = id;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      Queue<Read> queue = READ.get(id);
      if (queue != null) {
        queue.add(new Read(context.element(), context.timestamp().getMillis()));
      }
    }
  }
}
