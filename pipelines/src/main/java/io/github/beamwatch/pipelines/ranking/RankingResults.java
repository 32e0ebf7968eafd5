package io.github.beamwatch.pipelines.ranking;

import io.github.beamwatch.core.ranking.RankingPlan;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.spec.ranking.RankingSpec;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/** What is made of a ranking's tally: its head for sinks, and the report. */
public final class RankingResults {
  private final RankingSpec spec;
  private final String specVersion;
  private final RankingPlan plan;
  private final RankingSettings settings;

  public RankingResults(
      RankingSpec spec, String specVersion, RankingPlan plan, RankingSettings settings) {
    this.spec = spec;
    this.specVersion = specVersion;
    this.plan = plan;
    this.settings = settings;
  }

  /**
   * Writes them.
   *
   * @param tally one element
   * @param model the file of the model that scored
   */
  public void write(PCollection<byte[]> tally, PCollectionView<byte[]> model) {
    PCollection<RankingResult> result =
        tally
            .apply(
                "TellResult",
                ParDo.of(new TellResultFn(spec, specVersion, plan, model, settings.boardId()))
                    .withSideInputs(model))
            .setCoder(SerializableCoder.of(RankingResult.class));
    if (settings.goal().wantsTop()) {
      new RankingOutputs(spec.sinks().top()).write(result);
    }
  }

  /** Writes the bytes of a model's file. */
  public static void writeModel(PCollection<byte[]> model, String path) {
    model.apply("WriteModel", ParDo.of(new WriteWholeFn<byte[]>(path, bytes -> bytes)));
  }
}
