package io.github.beamwatch.pipelines.redrive;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.sink.BatchSink;
import io.github.beamwatch.io.sink.BatchSink.Outcome;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkUnavailableException;
import io.github.beamwatch.io.sink.WriteToSink;
import io.github.beamwatch.pipelines.launch.JobFailedException;
import io.github.beamwatch.pipelines.sink.BoundSink;
import io.github.beamwatch.pipelines.sink.SinkKinds;
import io.github.beamwatch.pipelines.sink.SinkRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The sinks of a spec, for the rows that they did not take: a letter's {@code source} names the one
 * that it was meant for. A row that is written again replaces itself where the sink knows ids.
 */
public final class SinkTargets implements AutoCloseable {

  private final Map<String, BoundSink> sinks;
  private final TopicTargets topics;
  private final Map<String, BatchSink.Writer> writers = new HashMap<>();
  private final Map<String, List<SinkRow>> waiting = new LinkedHashMap<>();

  private SinkTargets(Map<String, BoundSink> sinks, TopicTargets topics) {
    this.sinks = sinks;
    this.topics = topics;
  }

  /** No sinks: rows go nowhere. */
  public static SinkTargets none() {
    return new SinkTargets(Map.of(), TopicTargets.none());
  }

  /** Those of a spec. */
  public static SinkTargets of(PipelineSpec spec) {
    return new SinkTargets(SinkKinds.of(spec), TopicTargets.of(spec));
  }

  /** Whether this is a row that a sink here was meant to get. */
  public boolean takes(Letter letter) {
    return letter.stage().equals(WriteToSink.STAGE)
        && (sinks.containsKey(letter.source()) || topics.takes(letter.source()));
  }

  /**
   * Takes the row: what goes to a topic on the brokers of the source is returned, for the caller's
   * transaction; the rest is kept until {@link #write}.
   */
  @Nullable ProducerRecord<byte[], byte[]> take(Letter letter) {
    if (!sinks.containsKey(letter.source())) {
      ProducerRecord<byte[], byte[]> record = topics.onBrokersOfSource(letter);
      if (record == null) {
        topics.send(letter);
      }
      return record;
    }
    try {
      waiting
          .computeIfAbsent(letter.source(), source -> new ArrayList<>())
          .add(SinkRows.read(letter.source(), letter.payload()));
    } catch (IllegalArgumentException e) {
      throw new JobFailedException(
          "a payload for %s is no row of it: %s".formatted(letter.source(), e.getMessage()), e);
    }
    return null;
  }

  /**
   * Writes all rows that were added.
   *
   * @throws JobFailedException in one sentence for a sink that does not take all of them
   */
  void write() {
    for (Map.Entry<String, List<SinkRow>> rows : waiting.entrySet()) {
      String name = rows.getKey();
      try {
        BatchSink.Writer writer = writers.get(name);
        if (writer == null) {
          BatchSink sink = requireNonNull(sinks.get(name)).sink();
          sink.prepare();
          writer = sink.open();
          writers.put(name, writer);
        }
        Outcome outcome = writer.write(rows.getValue());
        List<BatchSink.Unwritten> left = new ArrayList<>(outcome.refused());
        left.addAll(outcome.again());
        if (!left.isEmpty()) {
          throw new JobFailedException(
              "%s: %d of %d rows are not taken: %s"
                  .formatted(name, left.size(), rows.getValue().size(), left.get(0).reason()),
              null);
        }
      } catch (ConnectorUnavailableException | SinkUnavailableException e) {
        throw new JobFailedException(name + ": " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new JobFailedException(name + ": interrupted", e);
      }
    }
    waiting.clear();
    topics.flush();
  }

  @Override
  public void close() {
    writers.values().forEach(BatchSink.Writer::close);
    topics.close();
  }
}
