package io.github.beamwatch.io.files.event;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.history.AddHistories;
import io.github.beamwatch.core.history.EventBucket;
import io.github.beamwatch.core.history.EventPlan;
import io.github.beamwatch.core.history.EventRankingPlan.Span;
import io.github.beamwatch.core.history.FeaturedEvent;
import io.github.beamwatch.core.training.ModelFile;
import io.github.beamwatch.core.training.TrainedModel;
import io.github.beamwatch.io.files.TableFile;
import io.github.beamwatch.io.table.TableFormat;
import java.io.IOException;
import java.io.Serializable;
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
 * Scores events with all their features: a row for each, and lines of JSON with reasons for those
 * with the highest scores.
 *
 * <p>Input: bounded, blocks as {@code AddHistories} gives them. Output: {@link #FILES}, for {@code
 * FinishFiles}; each bundle writes its own, and no row crosses a shuffle; and {@link #TOP}, lines.
 * Events of equal score are ordered by their ids.
 */
public final class ScoreEvents
    extends PTransform<PCollection<KV<Integer, byte[]>>, PCollectionTuple> {

  /** Unfinished files by their targets. */
  public static final TupleTag<KV<String, String>> FILES = new TupleTag<>("files") {};

  /** The events with the highest scores, a JSON object each, the highest first. */
  public static final TupleTag<String> TOP = new TupleTag<>("top") {};

  private static final TupleTag<KV<Integer, byte[]>> HEADS = new TupleTag<>("heads") {};

  /**
   * What is written.
   *
   * @param plan of the events' features
   * @param id the name of the field with the event's id
   * @param labelled whether it is known of events whether they were bad
   * @param span the events that are scored; those before are history
   * @param folder where the scores go; empty for nowhere
   * @param format of the scores; null for JSON lines
   * @param top how many have their reasons told
   * @param reasons how many each has at most
   */
  public record Settings(
      EventPlan plan,
      String id,
      boolean labelled,
      Span span,
      String folder,
      @Nullable TableFormat format,
      int top,
      int reasons)
      implements Serializable {}

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
                .withOutputTags(FILES, TupleTagList.of(HEADS)));
    scored.get(FILES).setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()));
    scored.get(HEADS).setCoder(AddHistories.blockCoder());
    PCollection<String> top = scored.get(HEADS).apply("TellTop", new TellTop(settings, model));
    return PCollectionTuple.of(FILES, scored.get(FILES)).and(TOP, top);
  }

  /** Reads a model once for each instance of a step. */
  static TrainedModel read(byte[] bytes) {
    try {
      return ModelFile.read(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("a model that could be read before: " + e.getMessage(), e);
    }
  }

  private static final class ScoreFn extends DoFn<KV<Integer, byte[]>, KV<String, String>> {
    private static final String KIND = "scores";

    private final Settings settings;
    private final PCollectionView<byte[]> view;
    private transient @Nullable TrainedModel model;
    private transient @Nullable TableFile<ScoredEvent> rows;
    private transient @Nullable TopEvents head;

    ScoreFn(Settings settings, PCollectionView<byte[]> view) {
      this.settings = settings;
      this.view = view;
    }

    @StartBundle
    public void startBundle() {
      rows =
          settings.folder().isEmpty()
              ? null
              : TableFile.in(
                  settings.folder(),
                  KIND,
                  settings.format(),
                  new ScoredEvent.Row(settings.id(), settings.labelled()),
                  scored -> EventLines.of(scored, settings));
      head = new TopEvents(settings.top());
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      if (model == null) {
        model = read(context.sideInput(view));
      }
      EventBucket bucket = new EventBucket(settings.plan());
      bucket.add(context.element().getValue());
      long scored = 0;
      for (FeaturedEvent event : bucket.events()) {
        if (!settings.span().contains(event.time())) {
          continue;
        }
        double score = requireNonNull(model).score(event.values());
        scored++;
        if (rows != null) {
          rows.add(new ScoredEvent(event, score, requireNonNull(model).threshold()));
        }
        requireNonNull(head).add(event, score);
      }
      Counters.counter(Counters.EVENTS_SCORED).inc(scored);
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) throws IOException {
      KV<String, String> file = rows == null ? null : rows.close();
      if (file != null) {
        context.output(file, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
      }
      context.output(
          HEADS,
          KV.of(0, requireNonNull(head).bytes()),
          BoundedWindow.TIMESTAMP_MIN_VALUE,
          GlobalWindow.INSTANCE);
    }
  }
}
