package io.github.beamwatch.benchmarks.reference;

import java.io.Serializable;

/** One minute of one series; public and mutable for the serializers of Flink and Spark. */
public class WindowTotals implements Serializable {
  private static final long serialVersionUID = 1;

  public String country = "";
  public String adFormat = "";
  public long endMillis;
  public long impressions;
  public long clicks;
  public double revenue;
}
