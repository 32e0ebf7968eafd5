package io.github.beamwatch.io.files.event;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.ranking.ModelCache;
import io.github.beamwatch.core.history.EventBucket;
import io.github.beamwatch.core.history.EventRankingPlan;
import io.github.beamwatch.core.history.FeaturedEvent;
import io.github.beamwatch.core.ranking.RankingTally;
import io.github.beamwatch.core.training.TrainedModel;
import io.github.beamwatch.io.files.TableFile;
import io.github.beamwatch.io.table.TableFormat;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * Scores events with all their features: a row for each, and parts of what is told of all of them.
 *
 * <p>Input: bounded, blocks as {@code AddHistories} gives them. Output: {@link #FILES}, for {@code
 * FinishFiles}; each bundle writes its own, and no row crosses a shuffle; and {@link #TALLIES},
 * parts of a {@link RankingTally}, for {@code MergeTallies}.
 */
public final class ScoreEvents
    extends PTransform<PCollection<KV<Integer, byte[]>>, PCollectionTuple> {

  /** Unfinished files by their targets. */
  public static final TupleTag<KV<String, String>> FILES = new TupleTag<>("files") {};

  /** Parts of a {@link RankingTally}, one of each bundle. */
  public static final TupleTag<byte[]> TALLIES = new TupleTag<>("tallies") {};

  /**
   * What is written.
   *
   * @param plan of the events, and which of them are scored
   * @param id the name of the field with the event's id
   * @param outputs where the scores go
   * @param top how many have their reasons told
   */
  public record Settings(EventRankingPlan plan, String id, List<Output> outputs, int top)
      implements Serializable {
    public Settings {
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * A folder of scores.
   *
   * @param format null for JSON lines
   */
  public record Output(String folder, @Nullable TableFormat format) implements Serializable {}

  private final Settings settings;
  private final PCollectionView<byte[]> model;

  private ScoreEvents(Settings settings, PCollectionView<byte[]> model) {
    this.settings = settings;
    this.model = model;
  }

  /** Scores by the model whose file has these bytes. */
  public static ScoreEvents by(Settings settings, PCollectionView<byte[]> model) {
    return new ScoreEvents(settings, model);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, byte[]>> events) {
    PCollectionTuple scored =
        events.apply(
            "Score",
            ParDo.of(new ScoreFn(settings, model))
                .withSideInputs(model)
                .withOutputTags(FILES, TupleTagList.of(TALLIES)));
    scored.get(FILES).setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()));
    scored.get(TALLIES).setCoder(ByteArrayCoder.of());
    return scored;
  }

  private static final class ScoreFn extends DoFn<KV<Integer, byte[]>, KV<String, String>> {
    private static final String KIND = "scores";

    private final Settings settings;
    private final PCollectionView<byte[]> view;
    private final ModelCache models = new ModelCache();
    private transient List<TableFile<ScoredEvent>> files = List.of();
    private transient @Nullable RankingTally tally;

    ScoreFn(Settings settings, PCollectionView<byte[]> view) {
      this.settings = settings;
      this.view = view;
    }

    @StartBundle
    public void startBundle() {
      files = new ArrayList<>();
      for (Output output : settings.outputs()) {
        files.add(
            TableFile.in(
                output.folder(),
                KIND,
                output.format(),
                new ScoredEvent.Row(settings.id(), settings.plan().labelled()),
                scored -> EventLines.of(scored, settings)));
      }
      tally = new RankingTally(settings.plan(), settings.top());
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      TrainedModel model = models.of(context.sideInput(view));
      EventBucket bucket = new EventBucket(settings.plan().events());
      bucket.add(context.element().getValue());
      for (FeaturedEvent event : bucket.events()) {
        if (settings.plan().score().contains(event.time())) {
          double score = model.score(event.values());
          for (TableFile<ScoredEvent> file : files) {
            file.add(new ScoredEvent(event, score, model.threshold()));
          }
          requireNonNull(tally).add(settings.plan().row(event), score, model.threshold());
        }
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) throws IOException {
      for (TableFile<ScoredEvent> file : files) {
        KV<String, String> written = file.close();
        if (written != null) {
          context.output(written, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
        }
      }
      RankingTally tally = requireNonNull(this.tally);
      Counters.counter(Counters.EVENTS_SCORED).inc(tally.entities() + tally.left());
      context.output(
          TALLIES, tally.toBytes(), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
    }
  }
}
