package io.github.beamwatch.pipelines.ranking;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.ranking.ModelCache;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.ranking.RankingTally;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/** The result of a ranking out of its tally; nothing where nobody was ranked. */
final class TellResultFn extends DoFn<byte[], RankingResult> {
  private static final long serialVersionUID = 1L;

  private final RankingHead head;
  private final PCollectionView<byte[]> model;
  private final String run;
  private final ModelCache models = new ModelCache();

  TellResultFn(RankingHead head, PCollectionView<byte[]> model, String run) {
    this.head = head;
    this.model = model;
    this.run = run;
  }

  @ProcessElement
  public void process(ProcessContext context) throws IOException {
    RankingTally tally =
        RankingTally.read(head.plan(), head.top().count(), requireNonNull(context.element()));
    if (tally.entities() == 0) {
      return;
    }
    byte[] file = context.sideInput(model);
    RankingResult result =
        tally.result(
            head.name(),
            head.description(),
            head.specVersion(),
            models.of(file),
            ModelVersion.of(file),
            head.top().reasons());
    RankingBoard.show(run, result);
    context.output(result);
  }
}
