package io.github.beamwatch.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What must be delivered once.
 *
 * @param id the alert's
 * @param status firing or resolved: each is a message of its own
 * @param rule which rule it is of
 */
record AlertKey(String id, String status, String rule) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of an alert as a sink writes it. */
  static AlertKey of(String json) {
    try {
      return of(JSON.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException("not an alert: " + json, e);
    }
  }

  private static AlertKey of(JsonNode alert) {
    return new AlertKey(
        alert.required("alert_id").textValue(),
        alert.required("status").textValue(),
        alert.required("alert_type").textValue());
  }
}
