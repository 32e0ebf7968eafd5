package io.github.beamwatch.pipelines;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.ranking.FeaturesPerEntity;
import io.github.beamwatch.beam.ranking.MergeTallies;
import io.github.beamwatch.beam.ranking.ScoreEntities;
import io.github.beamwatch.beam.ranking.SortScores;
import io.github.beamwatch.beam.ranking.TrainModel;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.ranking.KnownRows;
import io.github.beamwatch.core.ranking.RankingPlan;
import io.github.beamwatch.core.spec.FilesSourceSpec;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.core.spec.ranking.ModelSpec;
import io.github.beamwatch.core.spec.ranking.RankingSpec;
import io.github.beamwatch.io.files.GatherFiles;
import io.github.beamwatch.io.files.GatherKnown;
import io.github.beamwatch.io.files.WriteRanking;
import io.github.beamwatch.io.files.model.OfferModel;
import io.github.beamwatch.pipelines.ranking.RankingHead;
import io.github.beamwatch.pipelines.ranking.RankingResults;
import io.github.beamwatch.pipelines.ranking.RankingSettings;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/**
 * Composes a ranking into a pipeline: files, features, a model, scores, the head and the whole. The
 * same graph for every runner, and the same results to the last bit.
 */
public final class RankingPipeline {
  private final Pipeline pipeline;
  private final RankingSpec spec;
  private final String specVersion;
  private final RankingSettings settings;
  private final RankingPlan plan;

  private RankingPipeline(
      Pipeline pipeline, RankingSpec spec, String specVersion, RankingSettings settings) {
    this.pipeline = pipeline;
    this.spec = spec;
    this.specVersion = specVersion;
    this.settings = settings;
    this.plan = RankingPlan.of(spec).forInputOf(settings.inputBytes());
  }

  /** Adds the whole job to the pipeline. */
  public static void build(
      Pipeline pipeline, RankingSpec spec, String specVersion, RankingSettings settings) {
    new RankingPipeline(pipeline, spec, specVersion, settings).build();
  }

  private void build() {
    FilesSourceSpec train = spec.model().train();
    FilesSourceSpec source = requireNonNull(spec.source().files(), "a checked spec has files");
    boolean trains = settings.modelFile() == null;
    boolean apart = trains && train != null;
    PCollectionList<DeadLetter> dead = PCollectionList.empty(pipeline);
    PCollection<byte[]> samples = null;
    if (apart) {
      // Labels of a run are of those that it ranks.
      Gathered gathered =
          gather(
              "Train",
              requireNonNull(train).paths(),
              settings.goal().ranks() ? List.of() : known());
      samples = features("Train", gathered, true).get(FeaturesPerEntity.SAMPLES);
      dead = gathered.dead();
    }
    Gathered events = null;
    PCollectionTuple features = null;
    if (settings.goal().ranks() || !apart) {
      events = gather("", source.paths(), known());
      features = features("", events, trains && !apart);
      dead = dead.and(events.dead().getAll());
      samples = apart ? samples : features.get(FeaturesPerEntity.SAMPLES);
    }
    PCollection<byte[]> model = trains ? train(requireNonNull(samples)) : loaded();
    if (trains && settings.writeModelTo() != null) {
      keep(model, requireNonNull(samples), settings.writeModelTo());
    }
    PCollection<DeadLetter> letters =
        dead.size() == 1 ? dead.get(0) : dead.apply("DeadLetters", Flatten.pCollections());
    if (settings.goal().ranks()) {
      letters = rank(requireNonNull(events), requireNonNull(features), model, letters);
    }
    Outputs outputs = new Outputs(spec.connectors(), specVersion, RunSettings.NONE);
    outputs.deadLetters(letters);
    outputs.writeFiles();
  }

  /** What {@code train} trains must not be worse than what is there. */
  private void keep(PCollection<byte[]> model, PCollection<byte[]> samples, String file) {
    if (settings.goal().ranks()) {
      RankingResults.writeModel(model, file);
    } else {
      model.apply(
          "OfferModel", OfferModel.to(file, samples, settings.always(), settings.boardId()));
    }
  }

  /** What else is known of entities, where anybody wants to know. */
  private List<KnownRows> known() {
    return Stream.of(plan.labels(), settings.goal().ranks() ? plan.attributes() : null)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Packs events, and what is known of their entities, for the one shuffle. */
  private Gathered gather(String what, List<String> paths, List<KnownRows> known) {
    GatherFiles files = GatherFiles.from(paths, plan);
    boolean ranked = settings.goal().ranks() && what.isEmpty();
    PCollectionTuple events =
        pipeline.apply("Gather" + what + "Files", ranked ? files.withAccounts() : files);
    PCollectionList<KV<Integer, byte[]>> blocks =
        PCollectionList.of(events.get(GatherFiles.BLOCKS));
    PCollectionList<DeadLetter> dead = PCollectionList.of(events.get(GatherFiles.DEAD_LETTERS));
    for (KnownRows rows : known) {
      String name = rows.words() == null ? "GatherAttributes" : "GatherLabels";
      PCollectionTuple gathered = pipeline.apply(name, GatherKnown.from(rows, plan));
      blocks = blocks.and(gathered.get(GatherFiles.BLOCKS));
      dead = dead.and(gathered.get(GatherFiles.DEAD_LETTERS));
    }
    return new Gathered(
        blocks.size() == 1
            ? blocks.get(0)
            : blocks.apply(what + "EventsAndWhatIsKnown", Flatten.pCollections()),
        dead,
        ranked ? events.get(GatherFiles.ACCOUNTS) : null);
  }

  /**
   * What was read.
   *
   * @param accounts parts of the ranking's tally; null of files that are not ranked
   */
  private record Gathered(
      PCollection<KV<Integer, byte[]>> blocks,
      PCollectionList<DeadLetter> dead,
      @Nullable PCollection<byte[]> accounts) {}

  private PCollectionTuple features(String what, Gathered gathered, boolean sampled) {
    FeaturesPerEntity features = FeaturesPerEntity.by(plan);
    ModelSpec model = spec.model();
    return gathered
        .blocks()
        .apply(
            what + "FeaturesPerEntity",
            sampled ? features.withSample(model.sampleRows(), model.seed()) : features);
  }

  private PCollection<byte[]> train(PCollection<byte[]> samples) {
    return samples.apply("TrainModel", TrainModel.of(plan, spec.model(), settings.createdBy()));
  }

  private PCollection<byte[]> loaded() {
    return pipeline.apply(
        "LoadModel",
        Create.of(List.of(requireNonNull(settings.modelFile()))).withCoder(ByteArrayCoder.of()));
  }

  private PCollection<DeadLetter> rank(
      Gathered events,
      PCollectionTuple features,
      PCollection<byte[]> file,
      PCollection<DeadLetter> letters) {
    PCollectionView<byte[]> model = file.apply("Model", View.asSingleton());
    int count = spec.top().count();
    PCollectionTuple scored =
        features
            .get(FeaturesPerEntity.FEATURES)
            .apply("ScoreEntities", ScoreEntities.with(plan, model, count));
    PCollection<byte[]> tally =
        PCollectionList.of(scored.get(ScoreEntities.TALLIES))
            .and(requireNonNull(events.accounts()))
            .apply("Tallies", Flatten.pCollections())
            .apply("MergeTallies", MergeTallies.of(plan, count));
    PCollection<DeadLetter> all =
        new RankingResults(
                RankingHead.of(spec, specVersion, plan), settings.goal(), settings.boardId())
            .write(tally, model, letters);
    if (settings.goal().wantsEverybody() && !spec.sinks().ranking().isEmpty()) {
      SortScores sort = SortScores.by(plan, count, tally);
      PCollection<KV<Integer, Iterable<byte[]>>> shards =
          scored.get(ScoreEntities.SCORES).apply("SortScores", sort);
      for (int i = 0; i < spec.sinks().ranking().size(); i++) {
        SinkSpec.Files files = requireNonNull(spec.sinks().ranking().get(i).files());
        shards.apply("WriteRanking#" + i, WriteRanking.to(files, sort.counts()));
      }
    }
    return all;
  }
}
