package io.github.beamwatch.pipelines.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.series.SeriesKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of records in topics: the values of the series' labels with {@code |} between them, so
 * that everything about a series is in one partition. Of alerts in the order of the labels' names,
 * of metric points and scores in that of the spec. What belongs to no series has an empty key,
 * which is none.
 */
public final class RecordKeys {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BETWEEN = "|";

  private RecordKeys() {}

  public static String of(Alert alert) {
    return String.join(BETWEEN, alert.labels().values());
  }

  public static String of(SeriesKey series) {
    return String.join(BETWEEN, series.values());
  }

  /**
   * The key of a record again, of its JSON. Of masked labels it has what is shown.
   *
   * @param place the sink in the spec: {@code alerts.sinks[0].kafka}
   * @param groupBy the labels' names in the order of the spec
   * @throws IllegalArgumentException in half a sentence where it is no such record
   */
  public static String read(String place, byte[] payload, List<String> groupBy) {
    JsonNode labels;
    try {
      labels = JSON.readTree(payload).path("labels");
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no JSON", e);
    }
    if (!labels.isObject()) {
      throw new IllegalArgumentException("it has no labels");
    }
    List<String> names = new ArrayList<>(groupBy);
    if (place.startsWith("alerts.")) {
      names.sort(null);
    }
    return String.join(BETWEEN, names.stream().map(name -> labels.path(name).asText()).toList());
  }
}
