package io.github.beamwatch.io.files.event;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.history.EventBucket;
import io.github.beamwatch.core.history.EventRankingPlan;
import io.github.beamwatch.core.history.EventSample;
import io.github.beamwatch.core.history.EventSample.Labelled;
import io.github.beamwatch.core.history.FeaturedEvent;
import io.github.beamwatch.core.model.GradientBoosting;
import io.github.beamwatch.core.spec.events.EventModelSpec;
import io.github.beamwatch.core.training.TrainedModel;
import io.github.beamwatch.io.files.model.ModelStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model on events with all their features, and brings it into its file if it is not worse
 * than the one that is there ({@link ModelStore}).
 *
 * <p>Input: bounded, blocks as {@code AddHistories} gives them. A sample of at most {@code
 * model.sampleRows} events is in memory in one place. The model's bytes do not depend on order,
 * runner or parallelism.
 */
public final class TrainOnEvents extends PTransform<PCollection<KV<Integer, byte[]>>, PDone> {

  /**
   * A training.
   *
   * @param plan what the spec comes to
   * @param model what is trained
   * @param file the model file
   * @param always whether the new model is taken whatever it is worth
   * @param training tells one training from all others
   * @param createdBy the version that trains
   */
  public record Settings(
      EventRankingPlan plan,
      EventModelSpec model,
      String file,
      boolean always,
      String training,
      String createdBy)
      implements Serializable {}

  private final Settings settings;

  private TrainOnEvents(Settings settings) {
    this.settings = settings;
  }

  /** Trains as the settings say. */
  public static TrainOnEvents by(Settings settings) {
    return new TrainOnEvents(settings);
  }

  @Override
  public PDone expand(PCollection<KV<Integer, byte[]>> events) {
    events
        .apply("Sample", ParDo.of(new SampleFn(settings)))
        .setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()))
        .apply("BringTogether", GroupByKey.create())
        .apply("Train", ParDo.of(new TrainFn(settings)));
    return PDone.in(events.getPipeline());
  }

  private static EventSample newSample(Settings settings) {
    return new EventSample(settings.model().sampleRows(), settings.model().seed());
  }

  private static final class SampleFn extends DoFn<KV<Integer, byte[]>, KV<Integer, byte[]>> {
    private final Settings settings;
    private transient @Nullable EventSample sample;

    SampleFn(Settings settings) {
      this.settings = settings;
    }

    @StartBundle
    public void startBundle() {
      sample = newSample(settings);
    }

    @ProcessElement
    public void process(@Element KV<Integer, byte[]> block) {
      EventBucket bucket = new EventBucket(settings.plan().events());
      bucket.add(block.getValue());
      for (FeaturedEvent event : bucket.events()) {
        if (settings.plan().train().contains(event.time())) {
          requireNonNull(sample).add(event);
        }
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      requireNonNull(sample).writeTo(new DataOutputStream(bytes));
      context.output(
          KV.of(0, bytes.toByteArray()), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
    }
  }

  private static final class TrainFn extends DoFn<KV<Integer, Iterable<byte[]>>, Void> {
    private final Settings settings;

    TrainFn(Settings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void process(@Element KV<Integer, Iterable<byte[]>> samples) throws IOException {
      EventSample all = newSample(settings);
      for (byte[] sample : requireNonNull(samples.getValue())) {
        all.addAll(EventSample.readFrom(new DataInputStream(new ByteArrayInputStream(sample))));
      }
      EventModelSpec model = settings.model();
      EventRankingPlan plan = settings.plan();
      Labelled train = all.train();
      TrainedModel trained =
          plan.modelName().equals(GradientBoosting.NAME)
              ? TrainedModel.trainLabelled(
                  model.parameters(),
                  plan.columns(),
                  train.rows(),
                  train.bad(),
                  model.seed(),
                  settings.createdBy())
              : TrainedModel.train(
                  plan.modelName(),
                  model.parameters(),
                  plan.columns(),
                  train.rows(),
                  model.seed(),
                  settings.createdBy());
      Labelled held = all.held();
      ModelStore.at(settings.file())
          .offer(
              trained,
              held.rows(),
              plan.labels() == null ? null : held.bad(),
              settings.always(),
              settings.training());
    }
  }
}
