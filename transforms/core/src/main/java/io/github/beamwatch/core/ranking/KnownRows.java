package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.evaluation.LabelWords;
import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventSchema;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.TimestampSpec;
import io.github.beamwatch.core.spec.ranking.InsightsSpec;
import io.github.beamwatch.core.spec.ranking.LabelsSpec;
import io.github.beamwatch.core.spec.ranking.RankingSpec;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that say what is known of entities beside their events, and how their rows are read. A
 * model is told none of it.
 *
 * @param paths of the files
 * @param format reads rows
 * @param entity the slot of the entity's name
 * @param columns the slots of what is known
 * @param words of labels; null where the columns are attributes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record KnownRows(
    List<String> paths, EventFormat format, int entity, int[] columns, @Nullable LabelWords words)
    implements Serializable {

  public KnownRows {
    paths = List.copyOf(paths);
  }

  /** The labels of a spec; null where it has none. */
  static @Nullable KnownRows labelsOf(RankingSpec spec) {
    LabelsSpec labels = spec.labels();
    return labels == null
        ? null
        : of(
            labels.paths(),
            labels.format(),
            labels.entity() == null ? spec.features().entity() : labels.entity(),
            List.of(labels.label()),
            new LabelWords(labels.bad()));
  }

  /** The attributes of a spec; null where it has none. */
  static @Nullable KnownRows attributesOf(RankingSpec spec) {
    InsightsSpec.Attributes attributes = spec.insights().attributes();
    return attributes == null
        ? null
        : of(
            attributes.paths(),
            attributes.format(),
            attributes.entity() == null ? spec.features().entity() : attributes.entity(),
            attributes.columns(),
            null);
  }

  @SuppressWarnings("NullAway") // a record's null is its default
  private static KnownRows of(
      List<String> paths,
      ParseSpec.Format format,
      String entity,
      List<String> columns,
      @Nullable LabelWords words) {
    // Such a row has no time.
    TimestampSpec never =
        new TimestampSpec("(no time)", null, null, Duration.ofDays(1), null, true);
    ParseSpec parse = new ParseSpec(format, never, Map.of(), null, null);
    List<String> texts = new ArrayList<>(List.of(entity));
    texts.addAll(columns);
    EventSchema schema =
        EventSchema.of(parse, new MeasureSpec(texts, null, null, Map.of(), null, null));
    return new KnownRows(
        paths,
        new EventFormat(parse, schema),
        schema.slot(entity),
        columns.stream().mapToInt(schema::slot).toArray(),
        words);
  }
}
