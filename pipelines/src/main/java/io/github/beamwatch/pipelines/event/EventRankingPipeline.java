package io.github.beamwatch.pipelines.event;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.history.AddHistories;
import io.github.beamwatch.beam.json.JsonLines;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.history.EventPacker;
import io.github.beamwatch.core.history.EventRankingPlan;
import io.github.beamwatch.core.history.LabelPacker;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.core.spec.events.EventRankingSpec;
import io.github.beamwatch.io.files.FileKind;
import io.github.beamwatch.io.files.FinishFiles;
import io.github.beamwatch.io.files.PackFiles;
import io.github.beamwatch.io.files.WriteFiles;
import io.github.beamwatch.io.files.event.ScoreEvents;
import io.github.beamwatch.io.files.event.TrainOnEvents;
import io.github.beamwatch.io.table.TableFormat;
import io.github.beamwatch.pipelines.spec.LoadedEventRanking;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.jspecify.annotations.Nullable;

/** The composition of a ranking of events: files, histories, and a model that learns or scores. */
public final class EventRankingPipeline {
  private static final String DEAD_LETTERS = "dead-letters.jsonl";
  private static final String TOP = "top.jsonl";

  private final Pipeline pipeline;
  private final EventRankingSpec spec;
  private final String specVersion;
  private final EventRankingPlan plan;

  private EventRankingPipeline(Pipeline pipeline, LoadedEventRanking loaded) {
    this.pipeline = pipeline;
    this.spec = loaded.spec();
    this.specVersion = loaded.specVersion();
    this.plan = EventRankingPlan.of(spec);
  }

  /** Adds the training of a model to a pipeline. */
  public static void train(
      Pipeline pipeline, LoadedEventRanking loaded, TrainOnEvents.Settings settings) {
    EventRankingPipeline ranking = new EventRankingPipeline(pipeline, loaded);
    ranking.featured().apply("TrainModel", TrainOnEvents.by(settings));
  }

  /**
   * Adds the scoring of events to a pipeline.
   *
   * @param model the bytes of a model file
   */
  public static void score(Pipeline pipeline, LoadedEventRanking loaded, byte[] model) {
    new EventRankingPipeline(pipeline, loaded).score(model);
  }

  private void score(byte[] model) {
    PCollectionView<byte[]> view =
        pipeline
            .apply("Model", Create.of(List.of(model)).withCoder(ByteArrayCoder.of()))
            .apply("ToEveryWorker", View.asSingleton());
    List<SinkSpec> scores = spec.sinks().scores();
    List<SinkSpec> tops = spec.sinks().top();
    PCollection<KV<Integer, byte[]>> events = featured();
    for (int i = 0; i < Math.max(1, scores.size()); i++) {
      ScoreEvents.Settings settings =
          new ScoreEvents.Settings(
              plan.events(),
              spec.features().id(),
              spec.labels() != null,
              plan.score(),
              i < scores.size() ? folder(scores.get(i)) : "",
              i < scores.size() ? format(scores.get(i)) : null,
              i == 0 ? spec.top().count() : 0,
              spec.top().reasons());
      PCollectionTuple scored = events.apply("ScoreEvents" + i, ScoreEvents.by(settings, view));
      scored.get(ScoreEvents.FILES).apply("FinishScores" + i, FinishFiles.create());
      if (i == 0) {
        for (int t = 0; t < tops.size(); t++) {
          write(scored.get(ScoreEvents.TOP), TOP, folder(tops.get(t)), "WriteTop" + t);
        }
      }
    }
  }

  private static String folder(SinkSpec sink) {
    SinkSpec.Files files = sink.files();
    if (files == null) {
      throw new IllegalArgumentException("a ranking of events writes files; the spec was checked");
    }
    return files.path();
  }

  private static @Nullable TableFormat format(SinkSpec sink) {
    SinkSpec.Files files = sink.files();
    if (files == null || files.format() == SinkSpec.Format.JSONL) {
      return null;
    }
    return files.format() == SinkSpec.Format.CSV ? TableFormat.CSV : TableFormat.PARQUET;
  }

  /** Events with all their features; what cannot be used is written on the way. */
  private PCollection<KV<Integer, byte[]>> featured() {
    List<PCollection<KV<Integer, byte[]>>> blocks = new ArrayList<>();
    List<PCollection<DeadLetter>> dead = new ArrayList<>();
    if (spec.source().files() == null) {
      throw new IllegalArgumentException("a ranking of events reads files; the spec was checked");
    }
    PCollectionTuple events =
        pipeline.apply(
            "ReadEvents",
            PackFiles.from(
                spec.source().files().paths(),
                plan.format(),
                new EventPacker(spec, plan),
                Counters.EVENTS_READ,
                Counters.EVENTS_USED));
    blocks.add(events.get(PackFiles.BLOCKS));
    dead.add(events.get(PackFiles.DEAD_LETTERS));
    AddHistories histories = AddHistories.of(plan.events());
    if (plan.labels() != null && plan.labelFormat() != null) {
      PCollectionTuple labels =
          pipeline.apply(
              "ReadLabels",
              PackFiles.from(
                  plan.labels().paths(),
                  plan.labelFormat(),
                  new LabelPacker(plan.labels(), plan.labelFormat().schema()),
                  Counters.LABELS_READ,
                  Counters.LABELS_USED));
      blocks.add(labels.get(PackFiles.BLOCKS));
      dead.add(labels.get(PackFiles.DEAD_LETTERS));
      histories = histories.withLabels(plan.labels().delay());
    }
    writeDead(dead);
    return PCollectionList.of(blocks)
        .apply("EventsAndLabels", Flatten.pCollections())
        .apply("AddHistories", histories);
  }

  private void writeDead(List<PCollection<DeadLetter>> dead) {
    String version = specVersion;
    PCollection<String> lines =
        PCollectionList.of(dead)
            .apply("AllDeadLetters", Flatten.pCollections())
            .apply(
                "DeadLettersToJson",
                MapElements.into(TypeDescriptors.strings())
                    .via(letter -> JsonLines.of(letter, version)));
    List<SinkSpec> sinks = spec.sinks().deadLetters();
    for (int i = 0; i < sinks.size(); i++) {
      write(lines, DEAD_LETTERS, folder(sinks.get(i)), "WriteDeadLetters" + i);
    }
  }

  private static void write(PCollection<String> lines, String kind, String folder, String name) {
    PCollection<KV<String, byte[]>> named =
        lines
            .apply(
                name + "_Name",
                MapElements.into(new TypeDescriptor<KV<String, byte[]>>() {})
                    .via(line -> KV.of(kind, line.getBytes(StandardCharsets.UTF_8))))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), ByteArrayCoder.of()));
    PCollectionList.of(named).apply(name, WriteFiles.to(folder).with(FileKind.lines(kind)));
  }
}
