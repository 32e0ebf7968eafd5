package io.github.beamwatch.io.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Labels as a JSON object. */
final class LabelsJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LabelsJson() {}

  static String of(Map<String, String> labels) {
    try {
      return JSON.writeValueAsString(labels);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are JSON", e);
    }
  }
}
