package io.github.beamwatch.core.series;

import java.io.Serializable;
import java.util.List;

/**
 * What one series measured in one window.
 *
 * @param series the labels' values
 * @param windowStart inclusive, epoch milliseconds
 * @param windowEnd exclusive, epoch milliseconds
 * @param samples how many events fell into the window
 * @param measures one per measure, in the order of the spec's {@code measures}
 * @param metrics one per metric, in the order of the spec's {@code metrics}; NaN means no value
 *     (for example a division by zero) and is never infinite
 */
public record MetricPoint(
    SeriesKey series,
    long windowStart,
    long windowEnd,
    long samples,
    List<MeasureValue> measures,
    List<Double> metrics)
    implements Serializable {

  public MetricPoint {
    measures = List.copyOf(measures);
    metrics = List.copyOf(metrics);
  }
}
