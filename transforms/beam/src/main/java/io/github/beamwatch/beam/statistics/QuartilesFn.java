package io.github.beamwatch.beam.statistics;

import io.github.beamwatch.core.statistics.QuantileHistogram;
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

/** The quartiles, whatever the order. */
final class QuartilesFn extends Combine.CombineFn<Double, QuantileHistogram, List<Double>> {

  @Override
  public QuantileHistogram createAccumulator() {
    return new QuantileHistogram();
  }

  @Override
  public QuantileHistogram addInput(QuantileHistogram histogram, Double value) {
    histogram.add(value);
    return histogram;
  }

  @Override
  public QuantileHistogram mergeAccumulators(Iterable<QuantileHistogram> parts) {
    Iterator<QuantileHistogram> all = parts.iterator();
    QuantileHistogram merged = all.hasNext() ? all.next() : createAccumulator();
    all.forEachRemaining(merged::addAll);
    return merged;
  }

  @Override
  public List<Double> extractOutput(QuantileHistogram histogram) {
    return List.of(histogram.quantile(0.25), histogram.quantile(0.5), histogram.quantile(0.75));
  }

  @Override
  public Coder<QuantileHistogram> getAccumulatorCoder(CoderRegistry registry, Coder<Double> input) {
    return new HistogramCoder();
  }

  private static final class HistogramCoder extends CustomCoder<QuantileHistogram> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(QuantileHistogram histogram, OutputStream out) throws IOException {
      histogram.writeTo(new DataOutputStream(out));
    }

    @Override
    public QuantileHistogram decode(InputStream in) throws IOException {
      return QuantileHistogram.readFrom(new DataInputStream(in));
    }

    @Override
    public void verifyDeterministic() {}
  }
}
