package io.github.beamwatch.io.files.event;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.training.TrainedModel;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/** Brings the heads of all parts together, and says why each event is there. */
final class TellTop extends PTransform<PCollection<KV<Integer, byte[]>>, PCollection<String>> {
  private final ScoreEvents.Settings settings;
  private final PCollectionView<byte[]> model;

  TellTop(ScoreEvents.Settings settings, PCollectionView<byte[]> model) {
    this.settings = settings;
    this.model = model;
  }

  @Override
  public PCollection<String> expand(PCollection<KV<Integer, byte[]>> heads) {
    return heads
        .apply("BringTogether", GroupByKey.create())
        .apply("Reasons", ParDo.of(new ReasonsFn(settings, model)).withSideInputs(model))
        .setCoder(StringUtf8Coder.of());
  }

  private static final class ReasonsFn extends DoFn<KV<Integer, Iterable<byte[]>>, String> {
    private final ScoreEvents.Settings settings;
    private final PCollectionView<byte[]> view;

    ReasonsFn(ScoreEvents.Settings settings, PCollectionView<byte[]> view) {
      this.settings = settings;
      this.view = view;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      TrainedModel model = ScoreEvents.read(context.sideInput(view));
      TopEvents top = new TopEvents(settings.top());
      for (byte[] head : requireNonNull(context.element().getValue())) {
        top.addAll(settings.plan(), head);
      }
      List<TopEvents.Scored> inOrder = top.inOrder();
      // One element, so that the order survives until the file is written.
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < inOrder.size(); i++) {
        lines.append(i == 0 ? "" : "\n");
        lines.append(EventLines.ofTop(i + 1, inOrder.get(i), model, settings));
      }
      if (!lines.isEmpty()) {
        context.output(lines.toString());
      }
    }
  }
}
