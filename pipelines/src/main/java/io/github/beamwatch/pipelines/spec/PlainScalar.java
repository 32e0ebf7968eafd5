package io.github.beamwatch.pipelines.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.regex.Pattern;

/**
 * What an unquoted scalar means, by the core schema of YAML 1.2: {@code no}, {@code on} and {@code
 * 12:30} are texts, as people who write country codes and times expect.
 */
final class PlainScalar {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([.][0-9]+|[0-9]+([.][0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final int LONGEST_NUMBER = 64;

  private PlainScalar() {}

  static JsonNode resolve(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> JSON.nullNode();
      case "true", "True", "TRUE" -> JSON.booleanNode(true);
      case "false", "False", "FALSE" -> JSON.booleanNode(false);
      default -> number(text);
    };
  }

  private static JsonNode number(String text) {
    if (text.length() <= LONGEST_NUMBER) {
      if (WHOLE.matcher(text).matches()) {
        return JSON.numberNode(Long.parseLong(text));
      }
      if (NUMBER.matcher(text).matches()) {
        double value = Double.parseDouble(text);
        if (!Double.isInfinite(value)) {
          return JSON.numberNode(value);
        }
      }
    }
    return JSON.textNode(text);
  }
}
