package io.github.beamwatch.io.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.beam.sdk.values.KV;

/** A dead letter that is too large for its topic, with so much of its payload as fits. */
final class CutLetter {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of a detail that quotes a long value, where even that is too much. */
  private static final int DETAIL_CHARS = 100;

  /** Whole groups of base64. */
  private static final int GROUP = 4;

  private CutLetter() {}

  /** The letter's JSON, cut by halves until it fits. */
  static String of(KV<String, String> letter, RecordLimit limit) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(letter.getValue());
      String payload = json.path("payload").asText();
      String detail = json.path("detail").asText();
      String why = "; cut here, because the Kafka topic takes %d bytes".formatted(limit.bytes());
      json.put("payload_state", "cut");
      json.put("detail", detail + why);
      int keep = payload.length();
      String text;
      do {
        keep = keep / 2 / GROUP * GROUP;
        json.put("payload", beginning(payload, keep));
        text = JSON.writeValueAsString(json);
      } while (keep > 0 && !limit.takes(letter.getKey(), text));
      if (!limit.takes(letter.getKey(), text)) {
        json.put("detail", beginning(detail, DETAIL_CHARS) + why);
        text = JSON.writeValueAsString(json);
      }
      return text;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a dead letter is no JSON", e);
    }
  }

  /** Not between the two halves of a character. */
  private static String beginning(String text, int chars) {
    int end = Math.min(chars, text.length());
    return text.substring(
        0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }
}
