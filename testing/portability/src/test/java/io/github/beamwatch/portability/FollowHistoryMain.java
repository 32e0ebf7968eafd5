package io.github.beamwatch.portability;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.github.beamwatch.beam.history.EntityEvent;
import io.github.beamwatch.beam.history.EntityEventCoder;
import io.github.beamwatch.beam.history.FollowHistory;
import io.github.beamwatch.core.history.HistoryPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;

/**
 * A pipeline of somebody's own: what terminals' histories say at each payment. Arguments: a file of
 * payments and labels, where results go, {@code stream} or {@code files}, options of Beam.
 */
final class FollowHistoryMain {

  private FollowHistoryMain() {}

  public static void main(String[] arguments) throws IOException {
    List<TimestampedValue<KV<String, EntityEvent>>> events = new ArrayList<>();
    List<TimestampedValue<KV<String, EntityEvent>>> labels = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] cells = line.split(",");
      long time = Long.parseLong(cells[1]);
      events.add(at(time, cells[2], EntityEvent.of(time, cells[0], Double.parseDouble(cells[3]))));
      if (cells.length > 4) {
        long knownAt = Long.parseLong(cells[4]);
        labels.add(at(knownAt, cells[2], EntityEvent.bad(time, knownAt)));
      }
    }
    boolean stream = arguments[2].equals("stream");
    String[] options = Arrays.copyOfRange(arguments, 3, arguments.length);
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(options).create());
    KvCoder<String, EntityEvent> coder = KvCoder.of(StringUtf8Coder.of(), EntityEventCoder.of());
    Duration week = Duration.ofDays(7);
    HistoryPlan plan =
        new HistoryPlan(
            "terminal", List.of(Duration.ofDays(1)), List.of(Duration.ofDays(1), week), week);
    PCollection<String> lines =
        PCollectionList.of(pipeline.apply("Events", source(events, coder, stream)))
            .and(pipeline.apply("Labels", source(labels, coder, stream)))
            .apply("Follow", FollowHistory.by(plan))
            .apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(
                        kv ->
                            kv.getKey() + " " + kv.getValue().id() + " " + kv.getValue().values()));
    if (stream) {
      lines.apply("Append", ParDo.of(new AppendFn(arguments[1])));
    } else {
      lines.apply(TextIO.write().to(arguments[1]));
    }
    pipeline.run().waitUntilFinish();
    System.exit(0);
  }

  private static PTransform<PBegin, PCollection<KV<String, EntityEvent>>> source(
      List<TimestampedValue<KV<String, EntityEvent>>> elements,
      KvCoder<String, EntityEvent> coder,
      boolean stream) {
    return stream
        ? Read.from(TimedStream.of(elements, coder))
        : Create.timestamped(elements).withCoder(coder);
  }

  /** Writes lines as they come: the job has one process. */
  private static final class AppendFn extends DoFn<String, Void> {
    private static final long serialVersionUID = 1L;
    private static final Object ONE_AT_A_TIME = new Object();

    private final String file;

    AppendFn(String file) {
      this.file = file;
    }

    @ProcessElement
    public void process(@Element String line) throws IOException {
      synchronized (ONE_AT_A_TIME) {
        Files.writeString(Path.of(file), line + "\n", CREATE, APPEND);
      }
    }
  }

  private static TimestampedValue<KV<String, EntityEvent>> at(
      long time, String terminal, EntityEvent event) {
    return TimestampedValue.of(KV.of(terminal, event), Instant.ofEpochMilli(time));
  }
}
