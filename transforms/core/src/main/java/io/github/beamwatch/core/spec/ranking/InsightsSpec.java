package io.github.beamwatch.core.spec.ranking;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.ParseSpec;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By what the top is compared with everybody. */
public record InsightsSpec(
    @JsonPropertyDescription(
            "hour and weekday (UTC), and fields with few values, such as country. Default [hour,"
                + " weekday].")
        List<String> by,
    @JsonPropertyDescription("What else is known of entities, from tables. Unset: nothing.")
        @Nullable Attributes attributes)
    implements Serializable {

  public static final String HOUR = "hour";
  public static final String WEEKDAY = "weekday";
  public static final InsightsSpec DEFAULT = new InsightsSpec(List.of(HOUR, WEEKDAY), null);

  /** Tables with a row for each entity, or several. */
  public record Attributes(
      @JsonProperty(required = true)
          @JsonPropertyDescription("Paths or globs, for example users-labels/users.csv.gz.")
          List<String> paths,
      @JsonPropertyDescription(
              "csv, with a header line, json, one object a line, parquet or avro; an ending .parquet"
                  + " or .avro wins. Default csv.")
          ParseSpec.Format format,
      @JsonPropertyDescription(
              "The column with the entity's name. Default: that of features.entity.")
          @Nullable String entity,
      @JsonProperty(required = true) @JsonPropertyDescription("The columns to compare by.")
          List<String> columns)
      implements Serializable {
    public Attributes {
      paths = paths == null ? List.of() : List.copyOf(paths);
      format = format == null ? ParseSpec.Format.CSV : format;
      columns = columns == null ? List.of() : List.copyOf(columns);
    }
  }

  public InsightsSpec {
    by = by == null ? List.of(HOUR, WEEKDAY) : List.copyOf(by);
  }

  /** Those that are fields of events. */
  public List<String> columns() {
    return by.stream().filter(name -> !name.equals(HOUR) && !name.equals(WEEKDAY)).toList();
  }
}
