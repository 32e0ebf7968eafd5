package io.github.beamwatch.pipelines.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.core.spec.PipelineSpec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A short name for what a spec decides: twelve hexadecimal digits that are equal for equal rules.
 *
 * <p>Hashed is the resolved spec with every default written out, keys sorted, numbers by value and
 * durations by length, so that neither layout, comments, key order nor the way a value came in
 * matters. Left out is what does not decide: the description, and all of {@code source}, {@code
 * sinks} and {@code alerts.sinks}. The same rules on other brokers or on files have the same
 * version; and since addresses and secrets live only there, no hash of a secret leaves the process.
 */
final class SpecVersion {

  private static final int DIGITS = 12;

  private SpecVersion() {}

  static String of(PipelineSpec spec) {
    byte[] canonical = canonical(spec).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical);
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What is hashed. */
  static String canonical(PipelineSpec spec) {
    ObjectNode tree = SpecBinding.tree(spec);
    tree.remove("description");
    tree.remove("source");
    tree.remove("sinks");
    if (tree.get("alerts") instanceof ObjectNode alerts) {
      alerts.remove("sinks");
    }
    StringBuilder out = new StringBuilder();
    write(tree, out);
    return out.toString();
  }

  private static void write(JsonNode node, StringBuilder out) {
    if (node.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      node.fields().forEachRemaining(member -> sorted.put(member.getKey(), member.getValue()));
      out.append('{');
      sorted.forEach(
          (key, value) -> {
            // A key that is not set says as much as one that an older release did not know.
            if (!value.isNull()) {
              text(key, out);
              out.append(':');
              write(value, out);
              out.append(',');
            }
          });
      out.append('}');
    } else if (node.isArray()) {
      out.append('[');
      node.forEach(
          item -> {
            write(item, out);
            out.append(',');
          });
      out.append(']');
    } else if (node.isNumber()) {
      // Exactly, since the shortest text of a double is not the same in every Java.
      out.append(
          node.isIntegralNumber()
              ? node.bigIntegerValue().toString()
              : new BigDecimal(node.doubleValue()).stripTrailingZeros().toPlainString());
    } else {
      text(node.asText(), out);
    }
  }

  private static void text(String text, StringBuilder out) {
    out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
  }
}
