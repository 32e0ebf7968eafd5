package io.github.beamwatch.beam.ranking;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/**
 * Brings the parts of one thing to one place, and makes one of them: a few parts, each of some
 * megabytes at most. They go as a side input, since the shuffle of Flink refuses elements that
 * large. Bounded, in the global window; nothing where there is no part.
 */
final class Together extends PTransform<PCollection<byte[]>, PCollection<byte[]>> {
  private static final long serialVersionUID = 1L;

  private final Whole whole;

  private Together(Whole whole) {
    this.whole = whole;
  }

  /** Makes one of all parts. */
  interface Whole extends Serializable {
    byte @Nullable [] of(Iterable<byte[]> parts) throws IOException;
  }

  static Together as(Whole whole) {
    return new Together(whole);
  }

  @Override
  public PCollection<byte[]> expand(PCollection<byte[]> parts) {
    PCollectionView<Iterable<byte[]>> view = parts.apply("Parts", View.asIterable());
    return parts
        .getPipeline()
        .apply("Once(" + parts.getName() + ")", Create.of(0).withCoder(VarIntCoder.of()))
        .apply(
            "Whole(" + parts.getName() + ")",
            ParDo.of(new WholeFn(whole, view)).withSideInputs(view))
        .setCoder(ByteArrayCoder.of());
  }

  private static final class WholeFn extends DoFn<Integer, byte[]> {
    private static final long serialVersionUID = 1L;

    private final Whole whole;
    private final PCollectionView<Iterable<byte[]>> view;

    WholeFn(Whole whole, PCollectionView<Iterable<byte[]>> view) {
      this.whole = whole;
      this.view = view;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      byte[] made = whole.of(requireNonNull(context.sideInput(view)));
      if (made != null) {
        context.output(made);
      }
    }
  }
}
