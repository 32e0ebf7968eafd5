package io.github.beamwatch.pipelines.ranking;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.ranking.ModelCache;
import io.github.beamwatch.core.ranking.RankingPlan;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.ranking.RankingTally;
import io.github.beamwatch.core.spec.ranking.RankingSpec;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/** The result of a ranking out of its tally; nothing where nobody was ranked. */
final class TellResultFn extends DoFn<byte[], RankingResult> {
  private static final long serialVersionUID = 1L;

  private final RankingSpec spec;
  private final String specVersion;
  private final RankingPlan plan;
  private final PCollectionView<byte[]> model;
  private final String run;
  private final ModelCache models = new ModelCache();

  TellResultFn(
      RankingSpec spec,
      String specVersion,
      RankingPlan plan,
      PCollectionView<byte[]> model,
      String run) {
    this.spec = spec;
    this.specVersion = specVersion;
    this.plan = plan;
    this.model = model;
    this.run = run;
  }

  @ProcessElement
  public void process(ProcessContext context) throws IOException {
    RankingTally tally =
        RankingTally.read(plan, spec.top().count(), requireNonNull(context.element()));
    if (tally.entities() == 0) {
      return;
    }
    byte[] file = context.sideInput(model);
    RankingResult result =
        tally.result(
            spec.name(),
            spec.description() == null ? "" : spec.description(),
            specVersion,
            models.of(file),
            ModelVersion.of(file),
            spec.top().reasons());
    RankingBoard.show(run, result);
    context.output(result);
  }
}
