package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.MeasureSpec.Gaps;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands for the windows of a series between two that had events.
 *
 * @param windowMillis the length of a window; 0 where events are not windowed
 * @param additive for each measure whether it is 0 where there is nothing: counts and sums
 */
record GapFilling(Gaps gaps, long windowMillis, List<Boolean> additive, MetricCatalog catalog)
    implements Serializable {

  /** Of a longer gap only the newest windows are filled: a day of minutes. */
  static final int MAX_WINDOWS = 1440;

  static GapFilling of(MeasureSpec spec, MetricCatalog catalog) {
    List<Boolean> additive = new ArrayList<>();
    for (AggregateSpec aggregate : spec.measures().values()) {
      additive.add(aggregate.count() != null || aggregate.sum() != null);
    }
    long window = spec.window() == null ? 0 : spec.window().toMillis();
    return new GapFilling(spec.gaps(), window, List.copyOf(additive), catalog);
  }

  /** Whether the last values must be remembered. */
  boolean needsLast() {
    return gaps == Gaps.PREVIOUS;
  }

  /** The windows from the end of the last one up to this point's, in order. */
  List<MetricPoint> between(long lastWindowEnd, List<MeasureValue> last, MetricPoint next) {
    if (gaps == Gaps.IGNORE || windowMillis == 0) {
      return List.of();
    }
    long missing = (next.windowStart() - lastWindowEnd) / windowMillis;
    List<MetricPoint> filled = new ArrayList<>();
    for (long ago = Math.min(missing, MAX_WINDOWS); ago > 0; ago--) {
      long start = next.windowStart() - ago * windowMillis;
      List<MeasureValue> values = gaps == Gaps.PREVIOUS ? last : nothing();
      filled.add(
          new MetricPoint(
              next.series(), start, start + windowMillis, 0, values, catalog.evaluate(values)));
    }
    return filled;
  }

  private List<MeasureValue> nothing() {
    return additive.stream().map(is -> MeasureValue.of(is ? 0.0 : Double.NaN, 0)).toList();
  }
}
