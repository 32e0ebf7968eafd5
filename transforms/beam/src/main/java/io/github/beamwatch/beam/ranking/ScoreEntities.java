package io.github.beamwatch.beam.ranking;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.core.ranking.RankingPlan;
import io.github.beamwatch.core.ranking.RankingTally;
import io.github.beamwatch.core.ranking.Scorer;
import java.io.IOException;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * Scores entities with one model, which every worker holds.
 *
 * <p>Input: bounded, in the global window: blocks of features ({@link FeaturesPerEntity#FEATURES}).
 * Output: {@link #SCORES}, names and scores in blocks, for {@link SortScores}; {@link #TALLIES},
 * parts of what is told of all of them ({@link RankingTally}), for {@link MergeTallies}.
 */
public final class ScoreEntities extends PTransform<PCollection<byte[]>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Blocks of names and scores. */
  public static final TupleTag<byte[]> SCORES = new TupleTag<>("scores") {};

  /** Parts of a {@link RankingTally}, one of each bundle. */
  public static final TupleTag<byte[]> TALLIES = new TupleTag<>("tallies") {};

  private final RankingPlan plan;
  private final PCollectionView<byte[]> model;
  private final int count;

  private ScoreEntities(RankingPlan plan, PCollectionView<byte[]> model, int count) {
    this.plan = plan;
    this.model = model;
    this.count = count;
  }

  /**
   * With the model whose file this is.
   *
   * @param count how many entities the head of the ranking has
   */
  public static ScoreEntities with(RankingPlan plan, PCollectionView<byte[]> model, int count) {
    return new ScoreEntities(plan, model, count);
  }

  @Override
  public PCollectionTuple expand(PCollection<byte[]> features) {
    PCollectionTuple out =
        features.apply(
            "Score",
            ParDo.of(new ScoreFn(this))
                .withSideInputs(model)
                .withOutputTags(SCORES, TupleTagList.of(TALLIES)));
    out.get(SCORES).setCoder(ByteArrayCoder.of());
    out.get(TALLIES).setCoder(ByteArrayCoder.of());
    return out;
  }

  private static final class ScoreFn extends DoFn<byte[], byte[]> {
    private static final long serialVersionUID = 1L;

    private final RankingPlan plan;
    private final PCollectionView<byte[]> model;
    private final int count;
    private final ModelCache models = new ModelCache();
    private transient @Nullable Scorer scorer;

    ScoreFn(ScoreEntities transform) {
      this.plan = transform.plan;
      this.model = transform.model;
      this.count = transform.count;
    }

    @StartBundle
    public void startBundle() {
      scorer = null;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      if (scorer == null) {
        scorer = new Scorer(plan, models.of(context.sideInput(model)), count);
      }
      context.output(scorer.score(requireNonNull(context.element())));
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      if (scorer == null) {
        return;
      }
      RankingTally tally = scorer.tally();
      Counters.counter(Counters.ENTITIES_RANKED).inc(tally.entities());
      Counters.counter(Counters.ENTITIES_LEFT_OUT).inc(tally.left());
      Counters.counter(Counters.ENTITIES_ANOMALOUS).inc(tally.anomalies());
      context.output(
          TALLIES, tally.toBytes(), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
    }
  }
}
