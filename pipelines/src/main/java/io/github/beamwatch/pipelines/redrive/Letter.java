package io.github.beamwatch.pipelines.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it was written, or as somebody who repaired it left it.
 *
 * @param stage where the record failed
 * @param reason why
 * @param state how much of the record the payload is: {@code whole}, {@code cut}, {@code redacted},
 *     {@code withheld}
 * @param source where it came from; of a row the sink that it was meant for; empty where unknown
 * @param payload what is fed back
 */
public record Letter(String stage, String reason, String state, String source, byte[] payload) {

  /** The payload is all of the record. */
  public static final String WHOLE = "whole";

  /** The payload is the record without sensitive values. */
  public static final String REDACTED = "redacted";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern WORD = Pattern.compile("[a-z0-9_-]{1,40}");

  /** Reads one line or message; null where it is no dead letter. */
  public static @Nullable Letter read(byte[] line) {
    try {
      JsonNode json = JSON.readTree(line);
      if (json == null || !json.path("payload").isTextual()) {
        return null;
      }
      String stage = json.path("stage").asText();
      String reason = json.path("reason").asText();
      String state = json.path("payload_state").asText(WHOLE).toLowerCase(Locale.ROOT);
      if (!WORD.matcher(stage).matches()
          || !WORD.matcher(reason).matches()
          || !WORD.matcher(state).matches()) {
        return null;
      }
      return new Letter(stage, reason, state, json.path("source").asText(""), payload(json));
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] payload(JsonNode json) {
    String text = json.path("payload").asText();
    return json.path("payload_encoding").asText().equals("base64")
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  /** Letters of one kind are fed back, or not, together. */
  public String kind() {
    String kind = stage + "/" + reason + "/" + state;
    return stage.equals("write") ? kind + "/" + source.replaceAll("[\\s=]", "_") : kind;
  }
}
