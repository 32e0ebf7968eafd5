package io.github.beamwatch.beam.measure;

import io.github.beamwatch.core.series.MeasurePlan;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.series.WindowAccumulator;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Parts of windows, as they cross the shuffle. */
final class PartCoder {

  private PartCoder() {}

  static Coder<KV<SeriesKey, WindowAccumulator>> of(MeasurePlan plan) {
    return KvCoder.of(SeriesKeyCoder.of(), new WindowAccumulatorCoder(plan));
  }

  /** The plan says which accumulators there are; the bytes hold only their numbers. */
  static final class WindowAccumulatorCoder extends CustomCoder<WindowAccumulator> {
    private static final long serialVersionUID = 1;

    private final MeasurePlan plan;

    WindowAccumulatorCoder(MeasurePlan plan) {
      this.plan = plan;
    }

    @Override
    public void encode(WindowAccumulator window, OutputStream out) throws IOException {
      window.writeTo(new DataOutputStream(out));
    }

    @Override
    public WindowAccumulator decode(InputStream in) throws IOException {
      return WindowAccumulator.readFrom(plan, new DataInputStream(in));
    }

    @Override
    public void verifyDeterministic() {}

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof WindowAccumulatorCoder that && plan.equals(that.plan);
    }

    @Override
    public int hashCode() {
      return plan.hashCode();
    }
  }
}
