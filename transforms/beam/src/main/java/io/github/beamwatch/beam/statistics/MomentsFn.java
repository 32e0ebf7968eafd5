package io.github.beamwatch.beam.statistics;

import io.github.beamwatch.core.statistics.ExactMoments;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.transforms.Combine;

/** Mean and standard deviation, exact, whatever the order. */
final class MomentsFn extends Combine.CombineFn<Double, ExactMoments, List<Double>> {

  @Override
  public ExactMoments createAccumulator() {
    return new ExactMoments();
  }

  @Override
  public ExactMoments addInput(ExactMoments moments, Double value) {
    moments.add(value);
    return moments;
  }

  @Override
  public ExactMoments mergeAccumulators(Iterable<ExactMoments> parts) {
    Iterator<ExactMoments> all = parts.iterator();
    ExactMoments merged = all.hasNext() ? all.next() : createAccumulator();
    all.forEachRemaining(merged::addAll);
    return merged;
  }

  @Override
  public List<Double> extractOutput(ExactMoments moments) {
    return List.of(moments.mean(), moments.deviation());
  }

  @Override
  public Coder<ExactMoments> getAccumulatorCoder(CoderRegistry registry, Coder<Double> input) {
    return new MomentsCoder();
  }

  private static final class MomentsCoder extends CustomCoder<ExactMoments> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(ExactMoments moments, OutputStream out) throws IOException {
      moments.writeTo(new DataOutputStream(out));
    }

    @Override
    public ExactMoments decode(InputStream in) throws IOException {
      return ExactMoments.readFrom(new DataInputStream(in));
    }

    @Override
    public void verifyDeterministic() {}
  }
}
