package io.github.beamwatch.pipelines.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills in {@code ${NAME}} and {@code ${NAME:default}} from the environment, and {@code
 * ${file:/path}} from a file. {@code $${} stands for the two characters themselves. What comes out
 * of the environment or a file is never named in a message, the variable is.
 */
final class Variables {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, String> environment;

  Variables(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * A text with its variables filled in.
   *
   * @param text the text
   * @param names the variables in it, such as {@code ${A} and ${B}}; null when there are none
   * @param problem what is wrong; null when nothing is
   */
  record Filled(String text, @Nullable String names, @Nullable String problem) {}

  Filled fill(String text) {
    if (text.indexOf("${") < 0) {
      return new Filled(text, null, null);
    }
    StringBuilder out = new StringBuilder();
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int start = text.indexOf("${", at);
      if (start < 0) {
        break;
      }
      if (start > 0 && text.charAt(start - 1) == '$' && start > at) {
        out.append(text, at, start - 1).append("${");
        at = start + 2;
        continue;
      }
      int end = text.indexOf('}', start);
      if (end < 0) {
        return wrong(
            "a variable is not closed; write ${NAME} or ${NAME:default}, or $${ for a"
                + " literal ${");
      }
      String inside = text.substring(start + 2, end);
      if (inside.startsWith(SecretFile.PREFIX)) {
        SecretFile file = SecretFile.read(inside.substring(SecretFile.PREFIX.length()));
        if (file.problem() != null) {
          return wrong(file.problem());
        }
        out.append(text, at, start).append(file.text());
        names.add("${" + inside + "}");
        at = end + 1;
        continue;
      }
      int colon = inside.indexOf(':');
      String name = colon < 0 ? inside : inside.substring(0, colon);
      if (!NAME.matcher(name).matches()) {
        return wrong(
            "'"
                + name
                + "' cannot be a variable's name; write ${NAME} or ${NAME:default}, or $${"
                + " for a literal ${");
      }
      String value = environment.get(name);
      if (value == null && colon < 0) {
        return wrong(
            "the environment variable "
                + name
                + " is not set; set it, or give a default as in ${"
                + name
                + ":default}");
      }
      out.append(text, at, start).append(value == null ? inside.substring(colon + 1) : value);
      names.add("${" + name + "}");
      at = end + 1;
    }
    out.append(text, at, text.length());
    return new Filled(out.toString(), names.isEmpty() ? null : String.join(" and ", names), null);
  }

  private static Filled wrong(String problem) {
    return new Filled("", null, problem);
  }
}
