package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventSchema;
import io.github.beamwatch.core.feature.FeatureColumn;
import io.github.beamwatch.core.feature.FeaturePlan;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.ranking.FeaturesSpec;
import io.github.beamwatch.core.spec.ranking.RankingSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a ranking's spec comes to: how records are read, which of their fields go where, and what is
 * done to features.
 *
 * @param format reads records
 * @param features what an entity gets from its events
 * @param columns what is done to each feature before a model sees it
 * @param dimensions of insights: {@code hour}, {@code weekday} and fields of events
 */
public record RankingPlan(
    EventFormat format,
    FeaturePlan features,
    List<FeatureColumn> columns,
    EventFields fields,
    List<String> dimensions)
    implements Serializable {

  public RankingPlan {
    columns = List.copyOf(columns);
    dimensions = List.copyOf(dimensions);
  }

  /** Of a checked spec. */
  public static RankingPlan of(RankingSpec spec) {
    PipelineSpec reader = spec.connectors();
    EventSchema schema = EventSchema.of(reader.parse(), reader.measure());
    FeaturePlan features = featuresOf(spec.features());
    return new RankingPlan(
        EventFormat.of(reader, schema),
        features,
        columns(spec.features(), features.names()),
        EventFields.of(spec, schema),
        spec.insights().by());
  }

  /** The features of a spec that was checked so far. */
  public static FeaturePlan featuresOf(FeaturesSpec spec) {
    return new FeaturePlan(
        spec.amount(),
        spec.types() == null ? List.of() : spec.types().values(),
        spec.distinct(),
        spec.percentiles(),
        spec.night().from(),
        spec.night().to());
  }

  private static List<FeatureColumn> columns(FeaturesSpec spec, List<String> names) {
    List<FeatureColumn> columns = new ArrayList<>();
    for (String name : names) {
      FeaturesSpec.Column own = spec.columns().get(name);
      FeaturesSpec.Missing missing =
          own == null || own.missing() == null ? spec.missing() : own.missing();
      FeaturesSpec.Scaling scaling =
          own == null || own.scaling() == null ? spec.scaling() : own.scaling();
      Double constant = own == null || own.constant() == null ? spec.constant() : own.constant();
      columns.add(
          new FeatureColumn(
              name,
              FeatureColumn.Missing.valueOf(missing.name()),
              constant,
              FeatureColumn.Scaling.valueOf(scaling.name())));
    }
    return columns;
  }
}
