package io.github.beamwatch.pipelines.sink;

import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.io.sink.MergeDeadLetters;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRowCoder;
import io.github.beamwatch.io.sink.WriteToSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/** Adds the writes to batch sinks to a pipeline, and gathers what they could not write. */
public final class RowOutputs {

  private final List<PCollection<DeadLetter>> unwritten = new ArrayList<>();

  /** Whether this one is a batch sink. */
  public static boolean takes(SinkSpec sink) {
    return SinkKinds.of(sink).isPresent();
  }

  /**
   * Writes elements to those of the sinks that take rows.
   *
   * @param path where the spec has the sinks, such as {@code alerts.sinks}
   */
  public <T> void write(
      String path,
      List<SinkSpec> sinks,
      PCollection<T> elements,
      SerializableFunction<T, SinkRow> toRow) {
    add(path, sinks, elements, toRow, false);
  }

  /** Writes dead letters; one that cannot be written fails its bundle. */
  public void writeDeadLetters(
      String path,
      List<SinkSpec> sinks,
      PCollection<DeadLetter> letters,
      SerializableFunction<DeadLetter, SinkRow> toRow) {
    add(path, sinks, letters, toRow, true);
  }

  private <T> void add(
      String path,
      List<SinkSpec> sinks,
      PCollection<T> elements,
      SerializableFunction<T, SinkRow> toRow,
      boolean failing) {
    if (sinks.stream().noneMatch(RowOutputs::takes)) {
      return;
    }
    PCollection<SinkRow> rows =
        elements
            .apply("ToRows(" + path + ")", ParDo.of(new ToRowFn<>(toRow)))
            .setCoder(SinkRowCoder.of());
    for (int i = 0; i < sinks.size(); i++) {
      Optional<BoundSink> sink = SinkKinds.of(sinks.get(i));
      if (sink.isPresent()) {
        String kind = sink.get().kind();
        String name = path + "[" + i + "]." + kind;
        WriteToSink write =
            WriteToSink.of(kind, name, sink.get().sink()).withRetryFor(sink.get().retryFor());
        PCollection<DeadLetter> dead =
            rows.apply("WriteSink(" + name + ")", failing ? write.failing() : write);
        if (!failing) {
          unwritten.add(dead);
        }
      }
    }
  }

  /** Adds what another writer could not write. */
  public void notWritten(PCollection<DeadLetter> letters) {
    unwritten.add(letters);
  }

  /** These dead letters, together with the rows that could not be written so far. */
  public PCollection<DeadLetter> withUnwritten(PCollection<DeadLetter> letters) {
    return unwritten.isEmpty()
        ? letters
        : PCollectionList.of(letters)
            .and(unwritten)
            .apply("WithUnwritten", MergeDeadLetters.create());
  }

  private static final class ToRowFn<T> extends DoFn<T, SinkRow> {
    private static final long serialVersionUID = 1L;

    private final SerializableFunction<T, SinkRow> toRow;

    ToRowFn(SerializableFunction<T, SinkRow> toRow) {
      this.toRow = toRow;
    }

    @ProcessElement
    public void process(@Element T element, OutputReceiver<SinkRow> out) {
      out.output(toRow.apply(element));
    }
  }
}
