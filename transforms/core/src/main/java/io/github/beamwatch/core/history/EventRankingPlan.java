package io.github.beamwatch.core.history;

import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventSchema;
import io.github.beamwatch.core.feature.FeatureColumn;
import io.github.beamwatch.core.model.GradientBoosting;
import io.github.beamwatch.core.ranking.EntityProfile;
import io.github.beamwatch.core.ranking.FeatureRow;
import io.github.beamwatch.core.ranking.ProfilePlan;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.ranking.TallyPlan;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.TimestampSpec;
import io.github.beamwatch.core.spec.events.EventFeaturesSpec;
import io.github.beamwatch.core.spec.events.EventLabelsSpec;
import io.github.beamwatch.core.spec.events.EventRankingSpec;
import io.github.beamwatch.core.spec.events.SpanSpec;
import io.github.beamwatch.core.spec.ranking.ModelSpec;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the spec of a ranking of events comes to.
 *
 * @param format reads events
 * @param events which features they get
 * @param labelFormat reads labels; null without labels
 * @param labels how they are to be understood; null without labels
 * @param modelName such as {@code gradient_boosting}
 * @param train the events that train
 * @param score the events that are scored
 */
public record EventRankingPlan(
    EventFormat format,
    EventPlan events,
    @Nullable EventFormat labelFormat,
    @Nullable EventLabelsSpec labels,
    String modelName,
    Span train,
    Span score)
    implements TallyPlan {
  private static final long serialVersionUID = 1L;

  private static final ProfilePlan TIMES =
      new ProfilePlan(List.of(ProfilePlan.HOUR, ProfilePlan.WEEKDAY));

  /** Of an event whose label is known, 1 for a bad one. */
  public static final String LABEL = "label";

  @Override
  public RankingResult.Subject subject() {
    return RankingResult.Subject.EVENTS;
  }

  @Override
  public List<String> names() {
    return events.names();
  }

  @Override
  public ProfilePlan profile() {
    return TIMES;
  }

  @Override
  public boolean labelled() {
    return labels != null;
  }

  /** Its entities, and its label. */
  @Override
  public List<String> details() {
    List<String> details = new ArrayList<>();
    events.histories().forEach(history -> details.add(history.entity()));
    if (labelled()) {
      details.add(LABEL);
    }
    return details;
  }

  /** An event as a row of the ranking. */
  public FeatureRow row(FeaturedEvent event) {
    EntityProfile when = new EntityProfile(profile());
    when.add(event.time());
    List<String> details = new ArrayList<>();
    for (int i = 0; i < events.histories().size(); i++) {
      details.add(event.entity(i));
    }
    if (labelled()) {
      details.add(event.bad() ? "1" : "0");
    }
    return new FeatureRow(
        event.id().getBytes(StandardCharsets.UTF_8),
        event.values(),
        1,
        event.time(),
        event.time(),
        when,
        labelled() ? event.bad() : null,
        details);
  }

  /** Of a checked spec. */
  public static EventRankingPlan of(EventRankingSpec spec) {
    PipelineSpec reader = spec.connectors();
    EventSchema schema = EventSchema.of(reader.parse(), reader.measure());
    return new EventRankingPlan(
        EventFormat.of(reader, schema),
        eventsOf(spec.features(), spec.labels()),
        spec.labels() == null ? null : formatOf(spec.labels()),
        spec.labels(),
        modelOf(spec),
        Span.of(spec.model().train()),
        Span.of(spec.score()));
  }

  /** The model that a spec means. */
  public static String modelOf(EventRankingSpec spec) {
    String name = spec.model().name();
    return name != null
        ? name
        : spec.labels() != null ? GradientBoosting.NAME : ModelSpec.DEFAULT_NAME;
  }

  /** The features of a spec. */
  public static EventPlan eventsOf(EventFeaturesSpec spec, @Nullable EventLabelsSpec labels) {
    Duration delay = labels == null ? Duration.ZERO : labels.delay();
    return new EventPlan(
        spec.amount(),
        spec.night().from(),
        spec.night().to(),
        spec.history().stream()
            .map(one -> new HistoryPlan(one.entity(), one.spend(), one.risk(), delay))
            .toList());
  }

  @SuppressWarnings("NullAway") // a record's null is its default
  private static EventFormat formatOf(EventLabelsSpec labels) {
    boolean timed = labels.knownAt() != null;
    // A label that does not say when it was known has no time at all.
    ParseSpec parse =
        new ParseSpec(
            labels.format() == EventLabelsSpec.Format.CSV
                ? ParseSpec.Format.CSV
                : ParseSpec.Format.JSON,
            new TimestampSpec(
                timed ? labels.knownAt() : "(no time)",
                null,
                null,
                Duration.ofDays(36_500),
                null,
                !timed),
            Map.of(),
            null,
            null);
    MeasureSpec texts =
        new MeasureSpec(List.of(labels.id(), labels.label()), null, null, Map.of(), null, null);
    return new EventFormat(parse, EventSchema.of(parse, texts));
  }

  /** Each feature as it is, and the median where it is missing. */
  public List<FeatureColumn> columns() {
    return events.names().stream().map(FeatureColumn::plain).toList();
  }

  /**
   * A span of event time, in milliseconds of the epoch.
   *
   * @param from its first
   * @param until the time before which it ends
   */
  public record Span(long from, long until) implements Serializable {
    static Span of(SpanSpec spec) {
      return new Span(
          spec.from() == null ? Long.MIN_VALUE : TimestampSpec.time(spec.from()),
          spec.until() == null ? Long.MAX_VALUE : TimestampSpec.time(spec.until()));
    }

    /** Whether a time is in it. */
    public boolean contains(long time) {
      return time >= from && time < until;
    }
  }
}
