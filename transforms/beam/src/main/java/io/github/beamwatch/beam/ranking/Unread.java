package io.github.beamwatch.beam.ranking;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Reads a collection and does nothing. Where a step has several outputs and elements go into one
 * that nobody reads, Spark's runner fails (2.70.0: it has no coder for it when it keeps all of
 * them).
 */
public final class Unread<T> extends PTransform<PCollection<T>, PDone> {
  private static final long serialVersionUID = 1L;

  private Unread() {}

  /** For any collection. */
  public static <T> Unread<T> output() {
    return new Unread<>();
  }

  @Override
  public PDone expand(PCollection<T> input) {
    input.apply("Ignore", ParDo.of(new IgnoreFn<>()));
    return PDone.in(input.getPipeline());
  }

  private static final class IgnoreFn<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element T element) {}
  }
}
