package io.github.beamwatch.beam.ranking;

import io.github.beamwatch.core.ranking.RankingPlan;
import io.github.beamwatch.core.training.ModelFile;
import io.github.beamwatch.core.training.RowSampler;
import io.github.beamwatch.core.training.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model on a sample of entities.
 *
 * <p>Input: bounded, parts of a sample ({@link FeaturesPerEntity#SAMPLES}). Output: one element,
 * the bytes of the model's file; none where there was no part. The same entities, parameters and
 * seed give the same bytes, on any runner with any parallelism. One worker trains, with the whole
 * sample in memory.
 */
public final class TrainModel extends PTransform<PCollection<byte[]>, PCollection<byte[]>> {
  private static final long serialVersionUID = 1L;

  private final RankingPlan plan;
  private final String model;
  private final TreeMap<String, Double> parameters;
  private final long seed;
  private final String createdBy;

  private TrainModel(
      RankingPlan plan, String model, Map<String, Double> parameters, long seed, String createdBy) {
    this.plan = plan;
    this.model = model;
    this.parameters = new TreeMap<>(parameters);
    this.seed = seed;
    this.createdBy = createdBy;
  }

  /**
   * A model of this kind.
   *
   * @param parameters those that are not to have their defaults
   * @param createdBy the version that trains it
   */
  public static TrainModel of(
      RankingPlan plan, String model, Map<String, Double> parameters, long seed, String createdBy) {
    return new TrainModel(plan, model, parameters, seed, createdBy);
  }

  @Override
  public PCollection<byte[]> expand(PCollection<byte[]> samples) {
    return samples.apply("Train", Together.as(new Training(this)));
  }

  private static final class Training implements Together.Whole {
    private static final long serialVersionUID = 1L;

    private final RankingPlan plan;
    private final String model;
    private final TreeMap<String, Double> parameters;
    private final long seed;
    private final String createdBy;

    Training(TrainModel transform) {
      this.plan = transform.plan;
      this.model = transform.model;
      this.parameters = transform.parameters;
      this.seed = transform.seed;
      this.createdBy = transform.createdBy;
    }

    @Override
    public byte @Nullable [] of(Iterable<byte[]> samples) throws IOException {
      RowSampler whole = null;
      for (byte[] part : samples) {
        RowSampler read = RowSampler.readFrom(new DataInputStream(new ByteArrayInputStream(part)));
        whole = merged(whole, read);
      }
      return whole == null
          ? null
          : ModelFile.bytes(
              TrainedModel.train(model, parameters, plan.columns(), whole.rows(), seed, createdBy));
    }

    private static RowSampler merged(@Nullable RowSampler whole, RowSampler part) {
      if (whole == null) {
        return part;
      }
      whole.addAll(part);
      return whole;
    }
  }
}
