package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventSchema;
import io.github.beamwatch.core.feature.FeatureColumn;
import io.github.beamwatch.core.feature.FeaturePlan;
import io.github.beamwatch.core.feature.RecentEvents;
import io.github.beamwatch.core.spec.FieldSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.ranking.FeaturesSpec;
import io.github.beamwatch.core.spec.ranking.RankingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a ranking's spec comes to: how records are read, which of their fields go where, and what is
 * done to features.
 *
 * @param format reads records
 * @param fields where they are in a row
 * @param features what an entity gets from its events
 * @param columns what is done to each feature before a model sees it
 * @param profile in what the top is compared with everybody
 * @param labels the files that say who is bad; null for none
 * @param attributes the files that say what else is known of entities; null for none
 * @param bucketBits the binary logarithm of the number of buckets that entities are dealt to
 */
public record RankingPlan(
    EventFormat format,
    EventFields fields,
    FeaturePlan features,
    List<FeatureColumn> columns,
    ProfilePlan profile,
    @Nullable KnownRows labels,
    @Nullable KnownRows attributes,
    int bucketBits)
    implements TallyPlan {

  /** The square of a greater amount is no number any more. */
  private static final double MOST_AMOUNT = 1e150;

  private static final long BYTES_PER_BUCKET = 2 << 20;
  private static final int LEAST_BUCKET_BITS = 3;
  private static final int MOST_BUCKET_BITS = 10;

  public RankingPlan {
    columns = List.copyOf(columns);
  }

  @Override
  public RankingResult.Subject subject() {
    return RankingResult.Subject.ENTITIES;
  }

  @Override
  public List<String> names() {
    return features.names();
  }

  @Override
  public boolean labelled() {
    return labels != null;
  }

  @Override
  public List<String> details() {
    return List.of();
  }

  /** Of a checked spec. */
  public static RankingPlan of(RankingSpec spec) {
    PipelineSpec reader = spec.connectors();
    ParseSpec parse = bounded(reader.parse(), spec.features().amount());
    EventSchema schema = EventSchema.of(parse, reader.measure());
    FeaturePlan features = featuresOf(spec.features());
    List<String> dimensions = new ArrayList<>(spec.insights().by());
    if (spec.insights().attributes() != null) {
      dimensions.addAll(spec.insights().attributes().columns());
    }
    return new RankingPlan(
        new EventFormat(parse, schema),
        EventFields.of(spec, schema),
        features,
        columns(spec.features(), features.names()),
        new ProfilePlan(dimensions),
        KnownRows.labelsOf(spec),
        KnownRows.attributesOf(spec),
        MOST_BUCKET_BITS);
  }

  /**
   * The same for an input of so many bytes: a runner takes a while for each bucket, and few events
   * need few of them. Results are the same.
   */
  public RankingPlan forInputOf(long bytes) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(bytes / BYTES_PER_BUCKET);
    return new RankingPlan(
        format,
        fields,
        features,
        columns,
        profile,
        labels,
        attributes,
        Math.max(LEAST_BUCKET_BITS, Math.min(MOST_BUCKET_BITS, bits)));
  }

  private static ParseSpec bounded(ParseSpec parse, String amount) {
    FieldSpec said = parse.fields().getOrDefault(amount, FieldSpec.DEFAULT);
    Map<String, FieldSpec> fields = new TreeMap<>(parse.fields());
    fields.put(
        amount,
        new FieldSpec(
            said.min() == null ? -MOST_AMOUNT : Math.max(-MOST_AMOUNT, said.min()),
            said.max() == null ? MOST_AMOUNT : Math.min(MOST_AMOUNT, said.max()),
            said.optional()));
    return new ParseSpec(
        parse.format(), parse.timestamp(), fields, parse.csv(), parse.maxRecordBytes());
  }

  /** The features of a spec that was checked so far. */
  public static FeaturePlan featuresOf(FeaturesSpec spec) {
    return new FeaturePlan(
        spec.amount(),
        spec.types() == null ? List.of() : spec.types().values(),
        spec.distinct(),
        spec.percentiles(),
        spec.night().from(),
        spec.night().to(),
        spec.recent());
  }

  private static List<FeatureColumn> columns(FeaturesSpec spec, List<String> names) {
    List<FeatureColumn> columns = new ArrayList<>();
    List<String> recent = RecentEvents.names(spec.recent());
    for (String name : names) {
      if (recent.contains(name)) {
        columns.add(
            new FeatureColumn(name, FeatureColumn.Missing.KEEP, 0.0, FeatureColumn.Scaling.NONE));
        continue;
      }
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
