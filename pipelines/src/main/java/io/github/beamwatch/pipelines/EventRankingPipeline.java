package io.github.beamwatch.pipelines;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.history.AddHistories;
import io.github.beamwatch.beam.ranking.MergeTallies;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.history.EventPacker;
import io.github.beamwatch.core.history.EventRankingPlan;
import io.github.beamwatch.core.history.LabelPacker;
import io.github.beamwatch.core.ranking.RankingTally;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.core.spec.events.EventRankingSpec;
import io.github.beamwatch.io.files.FinishFiles;
import io.github.beamwatch.io.files.PackFiles;
import io.github.beamwatch.io.files.event.ScoreEvents;
import io.github.beamwatch.io.files.event.TrainOnEvents;
import io.github.beamwatch.io.table.TableFormat;
import io.github.beamwatch.pipelines.ranking.RankingGoal;
import io.github.beamwatch.pipelines.ranking.RankingHead;
import io.github.beamwatch.pipelines.ranking.RankingResults;
import io.github.beamwatch.pipelines.spec.LoadedEventRanking;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/** The composition of a ranking of events: files, histories, and a model that learns or scores. */
public final class EventRankingPipeline {
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
    Featured featured = ranking.featured();
    featured.events().apply("TrainModel", TrainOnEvents.by(settings));
    ranking.writeDead(featured.dead());
  }

  /**
   * Adds the scoring of events to a pipeline.
   *
   * @param model the bytes of a model file
   * @param goal scores, the head, or both
   * @param boardId under which {@code RankingBoard} shows the result in this process
   */
  public static void score(
      Pipeline pipeline,
      LoadedEventRanking loaded,
      byte[] model,
      RankingGoal goal,
      String boardId) {
    new EventRankingPipeline(pipeline, loaded).score(model, goal, boardId);
  }

  private void score(byte[] model, RankingGoal goal, String boardId) {
    PCollectionView<byte[]> view =
        pipeline
            .apply("Model", Create.of(List.of(model)).withCoder(ByteArrayCoder.of()))
            .apply("ToEveryWorker", View.asSingleton());
    Featured featured = featured();
    List<ScoreEvents.Output> outputs =
        goal.wantsEverybody()
            ? spec.sinks().scores().stream().map(EventRankingPipeline::output).toList()
            : List.of();
    int count = spec.top().count();
    PCollectionTuple scored =
        featured
            .events()
            .apply(
                "ScoreEvents",
                ScoreEvents.by(
                    new ScoreEvents.Settings(plan, spec.features().id(), outputs, count), view));
    if (!outputs.isEmpty()) {
      scored.get(ScoreEvents.FILES).apply("FinishScores", FinishFiles.create());
    }
    PCollection<byte[]> tally =
        PCollectionList.of(scored.get(ScoreEvents.TALLIES))
            .and(
                featured
                    .dead()
                    .apply("CountDeadLetters", ParDo.of(new CountDeadFn(plan)))
                    .setCoder(ByteArrayCoder.of()))
            .apply("Tallies", Flatten.pCollections())
            .apply("MergeTallies", MergeTallies.of(plan, count));
    writeDead(
        new RankingResults(RankingHead.of(spec, specVersion, plan), goal, boardId)
            .write(tally, view, featured.dead()));
  }

  private static ScoreEvents.Output output(SinkSpec sink) {
    SinkSpec.Files files = requireNonNull(sink.files(), "a checked spec writes scores to files");
    return new ScoreEvents.Output(files.path(), format(files));
  }

  private static @Nullable TableFormat format(SinkSpec.Files files) {
    return switch (files.format()) {
      case JSONL -> null;
      case CSV -> TableFormat.CSV;
      case PARQUET -> TableFormat.PARQUET;
    };
  }

  /**
   * What was read.
   *
   * @param events blocks of events with all their features
   * @param dead what cannot be used
   */
  private record Featured(PCollection<KV<Integer, byte[]>> events, PCollection<DeadLetter> dead) {}

  private Featured featured() {
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
    return new Featured(
        PCollectionList.of(blocks)
            .apply("EventsAndLabels", Flatten.pCollections())
            .apply("AddHistories", histories),
        PCollectionList.of(dead).apply("AllDeadLetters", Flatten.pCollections()));
  }

  private void writeDead(PCollection<DeadLetter> dead) {
    Outputs outputs = new Outputs(spec.connectors(), specVersion, RunSettings.NONE);
    outputs.deadLetters(dead);
    outputs.writeFiles();
  }

  /** Parts of a tally that count dead letters alone. */
  private static final class CountDeadFn extends DoFn<DeadLetter, byte[]> {
    private static final long serialVersionUID = 1L;

    private final EventRankingPlan plan;
    private long dead;

    CountDeadFn(EventRankingPlan plan) {
      this.plan = plan;
    }

    @StartBundle
    public void startBundle() {
      dead = 0;
    }

    @ProcessElement
    public void process(@Element DeadLetter letter) {
      dead++;
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      RankingTally tally = new RankingTally(plan, 0);
      tally.addDead(dead);
      context.output(tally.toBytes(), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
    }
  }
}
