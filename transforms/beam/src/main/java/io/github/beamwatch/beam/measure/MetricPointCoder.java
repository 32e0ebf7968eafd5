package io.github.beamwatch.beam.measure;

import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.VarIntCoder;

/** A version byte, the window, the series, then measures and metrics as plain doubles. */
public final class MetricPointCoder extends AtomicCoder<MetricPoint> {

  private static final long serialVersionUID = 1;
  private static final byte VERSION = 1;
  private static final MetricPointCoder INSTANCE = new MetricPointCoder();
  private static final VarIntCoder COUNTS = VarIntCoder.of();

  private MetricPointCoder() {}

  public static MetricPointCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(MetricPoint point, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    SeriesKeyCoder.of().encode(point.series(), out);
    out.writeLong(point.windowStart());
    out.writeLong(point.windowEnd());
    out.writeLong(point.samples());
    COUNTS.encode(point.measures().size(), out);
    for (MeasureValue measure : point.measures()) {
      out.writeDouble(measure.value());
      out.writeLong(measure.samples());
      out.writeDouble(measure.variance());
    }
    COUNTS.encode(point.metrics().size(), out);
    for (double metric : point.metrics()) {
      out.writeDouble(metric);
    }
  }

  @Override
  public MetricPoint decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    byte version = in.readByte();
    if (version != VERSION) {
      throw new CoderException(
          "a metric point of format version "
              + version
              + " cannot be read; this is version "
              + VERSION);
    }
    SeriesKey series = SeriesKeyCoder.of().decode(in);
    long start = in.readLong();
    long end = in.readLong();
    long samples = in.readLong();
    int measureCount = COUNTS.decode(in);
    List<MeasureValue> measures = new ArrayList<>(measureCount);
    for (int i = 0; i < measureCount; i++) {
      measures.add(new MeasureValue(in.readDouble(), in.readLong(), in.readDouble()));
    }
    int metricCount = COUNTS.decode(in);
    List<Double> metrics = new ArrayList<>(metricCount);
    for (int i = 0; i < metricCount; i++) {
      metrics.add(in.readDouble());
    }
    return new MetricPoint(series, start, end, samples, measures, metrics);
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
