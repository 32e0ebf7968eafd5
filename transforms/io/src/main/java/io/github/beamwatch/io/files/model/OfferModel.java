package io.github.beamwatch.io.files.model;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.ranking.EntitySample;
import io.github.beamwatch.core.training.ModelFile;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;

/**
 * Brings a ranking's new model into its file, if it is not worse than the one that is there on
 * entities that were held back from both ({@link ModelStore}).
 *
 * <p>Input: bounded, in the global window: the bytes of the new model, one element or none. The
 * held-back entities are in memory in one place, some ten thousand.
 */
public final class OfferModel extends PTransform<PCollection<byte[]>, PDone> {
  private static final long serialVersionUID = 1L;

  private final PCollection<byte[]> samples;
  private final String file;
  private final boolean always;
  private final String training;

  private OfferModel(PCollection<byte[]> samples, String file, boolean always, String training) {
    this.samples = samples;
    this.file = file;
    this.always = always;
    this.training = training;
  }

  /**
   * Offers it to a file.
   *
   * @param samples the parts of the sample that the model learned from, {@link EntitySample}
   * @param always whether it is taken whatever it is worth
   * @param training tells one training from all others
   */
  public static OfferModel to(
      String file, PCollection<byte[]> samples, boolean always, String training) {
    return new OfferModel(samples, file, always, training);
  }

  @Override
  public PDone expand(PCollection<byte[]> model) {
    PCollectionView<Iterable<byte[]>> parts = samples.apply("HeldBack", View.asIterable());
    model.apply("Offer", ParDo.of(new OfferFn(this, parts)).withSideInputs(parts));
    return PDone.in(model.getPipeline());
  }

  private static final class OfferFn extends DoFn<byte[], Void> {
    private static final long serialVersionUID = 1L;

    private final PCollectionView<Iterable<byte[]>> parts;
    private final String file;
    private final boolean always;
    private final String training;

    OfferFn(OfferModel transform, PCollectionView<Iterable<byte[]>> parts) {
      this.parts = parts;
      this.file = transform.file;
      this.always = transform.always;
      this.training = transform.training;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      EntitySample sample = requireNonNull(EntitySample.merged(context.sideInput(parts)));
      EntitySample.Held held = sample.held();
      ModelStore.at(file)
          .offer(
              ModelFile.read(requireNonNull(context.element())),
              held.rows(),
              held.bad(),
              always,
              training);
    }
  }
}
