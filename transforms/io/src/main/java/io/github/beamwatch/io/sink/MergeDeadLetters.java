package io.github.beamwatch.io.sink;

import io.github.beamwatch.core.event.DeadLetter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.joda.time.Duration;

/** Brings dead letters of several places together, in the global window, where none is late. */
public final class MergeDeadLetters
    extends PTransform<PCollectionList<DeadLetter>, PCollection<DeadLetter>> {

  private static final long serialVersionUID = 1L;

  private MergeDeadLetters() {}

  public static MergeDeadLetters create() {
    return new MergeDeadLetters();
  }

  @Override
  public PCollection<DeadLetter> expand(PCollectionList<DeadLetter> letters) {
    PCollectionList<DeadLetter> windowed = PCollectionList.empty(letters.getPipeline());
    for (PCollection<DeadLetter> some : letters.getAll()) {
      windowed =
          windowed.and(
              some.apply(
                  "GlobalWindow" + windowed.size(),
                  Window.<DeadLetter>into(new GlobalWindows())
                      .triggering(Repeatedly.forever(AfterPane.elementCountAtLeast(1)))
                      .withAllowedLateness(Duration.ZERO)
                      .discardingFiredPanes()));
    }
    return windowed.apply("Together", Flatten.pCollections());
  }
}
