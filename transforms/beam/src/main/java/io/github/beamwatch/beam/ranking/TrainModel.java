package io.github.beamwatch.beam.ranking;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.model.ModelImporter;
import io.github.beamwatch.core.model.SequenceModel;
import io.github.beamwatch.core.ranking.EntitySample;
import io.github.beamwatch.core.ranking.RankingPlan;
import io.github.beamwatch.core.spec.ranking.ModelSpec;
import io.github.beamwatch.core.training.ModelFile;
import io.github.beamwatch.core.training.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model on a sample of entities: never on those that are held back to judge models by.
 *
 * <p>Input: bounded, parts of a sample ({@link FeaturesPerEntity#SAMPLES}). Output: one element,
 * the bytes of the model's file; none where there was no part. The same entities, parameters and
 * seed give the same bytes, on any runner with any parallelism. One worker trains, with the whole
 * sample in memory.
 */
public final class TrainModel extends PTransform<PCollection<byte[]>, PCollection<byte[]>> {
  private static final long serialVersionUID = 1L;

  private final RankingPlan plan;
  private final ModelSpec model;
  private final String createdBy;

  private TrainModel(RankingPlan plan, ModelSpec model, String createdBy) {
    this.plan = plan;
    this.model = model;
    this.createdBy = createdBy;
  }

  /**
   * A model as a spec has it.
   *
   * @param createdBy the version that trains it
   */
  public static TrainModel of(RankingPlan plan, ModelSpec model, String createdBy) {
    return new TrainModel(plan, model, createdBy);
  }

  @Override
  public PCollection<byte[]> expand(PCollection<byte[]> samples) {
    return samples.apply("Train", Together.as(new Training(this)));
  }

  private static final class Training implements Together.Whole {
    private static final long serialVersionUID = 1L;

    private final RankingPlan plan;
    private final ModelSpec model;
    private final String createdBy;

    Training(TrainModel transform) {
      this.plan = transform.plan;
      this.model = transform.model;
      this.createdBy = transform.createdBy;
    }

    @Override
    public byte @Nullable [] of(Iterable<byte[]> samples) throws IOException {
      EntitySample sample = EntitySample.merged(samples);
      return sample == null ? null : ModelFile.bytes(train(sample.train()));
    }

    private TrainedModel train(List<double[]> rows) throws IOException {
      if (model.name().equals(SequenceModel.NAME)) {
        return TrainedModel.trainSequences(
            model.parameters(),
            plan.columns(),
            plan.features().recent(),
            plan.features().types().size(),
            rows,
            model.seed(),
            createdBy);
      }
      if (model.name().equals(ModelSpec.ONNX)) {
        return TrainedModel.imported(
            ModelImporter.named(ModelSpec.ONNX)
                .orElseThrow(() -> new IOException("this bundle has no module for ONNX models")),
            read(requireNonNull(model.imported())),
            model.parameters(),
            plan.columns(),
            rows,
            createdBy);
      }
      return TrainedModel.train(
          model.name(), model.parameters(), plan.columns(), rows, model.seed(), createdBy);
    }

    private static byte[] read(String path) throws IOException {
      try (InputStream in =
          Channels.newInputStream(
              FileSystems.open(FileSystems.matchSingleFileSpec(path).resourceId()))) {
        return in.readAllBytes();
      }
    }
  }
}
