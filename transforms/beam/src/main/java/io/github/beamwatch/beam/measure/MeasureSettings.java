package io.github.beamwatch.beam.measure;

import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventSchema;
import io.github.beamwatch.core.series.MeasurePlan;
import io.github.beamwatch.core.spec.PipelineSpec;
import java.io.Serializable;

/**
 * What measuring needs of a spec: how records are read, and what is counted.
 *
 * @param format reads records
 * @param plan the measures
 * @param maxGroups how many series and windows one worker holds before it hands them over
 */
public record MeasureSettings(EventFormat format, MeasurePlan plan, int maxGroups)
    implements Serializable {

  /**
   * About 10 MB of groups with one sum and two counts each. With more, every event misses the
   * processor's caches, and where so many series are open at once each has few events to add up.
   */
  public static final int DEFAULT_MAX_GROUPS = 32_000;

  /** The settings of a spec. */
  public static MeasureSettings of(PipelineSpec spec) {
    EventSchema schema = EventSchema.of(spec.parse(), spec.measure());
    return new MeasureSettings(
        EventFormat.of(spec, schema), MeasurePlan.of(spec, schema), DEFAULT_MAX_GROUPS);
  }
}
