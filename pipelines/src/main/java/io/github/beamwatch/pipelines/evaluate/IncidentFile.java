package io.github.beamwatch.pipelines.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.core.event.CsvRow;
import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file of labelled incidents: the JSON array that {@code generate ad-events} writes, JSON lines
 * {@code {"start": …, "end": …, "rule": …, "country": …}}, or CSV with such a header. What is
 * neither start, end nor rule is a label of the series; an empty rule or label means any.
 */
public final class IncidentFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private IncidentFile() {}

  /**
   * Reads a file.
   *
   * @param streamStart the minute that the labels of {@code generate ad-events} count from
   * @throws UserException with one sentence where it cannot be read
   */
  public static List<LabelledIncident> read(Path file, Instant streamStart) {
    if (!Files.exists(file)) {
      throw new UserException("there is no '%s'".formatted(file));
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UserException("%s cannot be read as UTF-8 text".formatted(file));
    }
    return switch (text.stripLeading().isEmpty() ? ' ' : text.stripLeading().charAt(0)) {
      case '[' -> planted(file, text, streamStart);
      case '{' -> jsonLines(file, text);
      default -> csv(file, text);
    };
  }

  private static List<LabelledIncident> planted(Path file, String text, Instant streamStart) {
    List<LabelledIncident> incidents = new ArrayList<>();
    try {
      for (JsonNode label : JSON.readTree(text)) {
        incidents.add(
            LabelledIncident.ofMinutes(
                streamStart,
                label.required("minute").intValue(),
                label.required("length").intValue(),
                label.required("kind").asText(),
                Map.of(
                    "country", label.required("country").asText(),
                    "ad_format", label.required("ad_format").asText())));
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new UserException(
          "%s holds no incidents as 'generate ad-events' writes them".formatted(file));
    }
    return incidents;
  }

  private static List<LabelledIncident> jsonLines(Path file, String text) {
    List<LabelledIncident> incidents = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      SortedMap<String, String> fields = new TreeMap<>();
      try {
        JSON.readTree(line)
            .fields()
            .forEachRemaining(field -> fields.put(field.getKey(), field.getValue().asText()));
      } catch (JsonProcessingException e) {
        throw unusable(file, number);
      }
      incidents.add(incident(file, number, fields));
    }
    return incidents;
  }

  private static List<LabelledIncident> csv(Path file, String text) {
    List<LabelledIncident> incidents = new ArrayList<>();
    List<String> names = List.of();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      if (number == 1) {
        names = CsvRow.header(bytes, ',');
      } else if (!line.isBlank()) {
        CsvRow row = new CsvRow(',', names.size());
        if (row.read(bytes, 0, bytes.length) != names.size()) {
          throw unusable(file, number);
        }
        SortedMap<String, String> fields = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
          fields.put(names.get(i), row.text(i));
        }
        incidents.add(incident(file, number, fields));
      }
    }
    if (incidents.isEmpty() && !names.containsAll(List.of("start", "end"))) {
      throw unusable(file, 1);
    }
    return incidents;
  }

  private static LabelledIncident incident(
      Path file, int number, SortedMap<String, String> fields) {
    try {
      Instant start = Instant.parse(fields.getOrDefault("start", ""));
      Instant end = Instant.parse(fields.getOrDefault("end", ""));
      if (end.isBefore(start)) {
        throw new UserException(
            "%s line %d: an incident ends before it starts".formatted(file, number));
      }
      String rule = fields.getOrDefault("rule", "");
      SortedMap<String, String> labels = new TreeMap<>(fields);
      labels.keySet().removeAll(List.of("start", "end", "rule"));
      labels.values().removeIf(String::isEmpty);
      return new LabelledIncident(start, end, rule.isEmpty() ? null : rule, labels);
    } catch (DateTimeException e) {
      throw unusable(file, number);
    }
  }

  private static UserException unusable(Path file, int number) {
    return new UserException(
        ("%s line %d holds no incident; it needs start and end, such as 2026-01-31T09:30:00Z, and"
                + " may have rule and the series' labels")
            .formatted(file, number));
  }
}
