package io.github.beamwatch.portability;

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
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;

/**
 * A pipeline of somebody's own: what terminals' histories say at each payment. Arguments: a file of
 * payments and labels, where results go, options of Beam.
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
    String[] options = Arrays.copyOfRange(arguments, 2, arguments.length);
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(options).create());
    KvCoder<String, EntityEvent> coder = KvCoder.of(StringUtf8Coder.of(), EntityEventCoder.of());
    Duration week = Duration.ofDays(7);
    HistoryPlan plan =
        new HistoryPlan(
            "terminal", List.of(Duration.ofDays(1)), List.of(Duration.ofDays(1), week), week);
    PCollectionList.of(pipeline.apply("Events", Create.timestamped(events).withCoder(coder)))
        .and(pipeline.apply("Labels", Create.timestamped(labels).withCoder(coder)))
        .apply("Follow", FollowHistory.by(plan))
        .apply(
            MapElements.into(TypeDescriptors.strings())
                .via(kv -> kv.getKey() + " " + kv.getValue().id() + " " + kv.getValue().values()))
        .apply(TextIO.write().to(arguments[1]));
    pipeline.run().waitUntilFinish();
    System.exit(0);
  }

  private static TimestampedValue<KV<String, EntityEvent>> at(
      long time, String terminal, EntityEvent event) {
    return TimestampedValue.of(KV.of(terminal, event), Instant.ofEpochMilli(time));
  }
}
