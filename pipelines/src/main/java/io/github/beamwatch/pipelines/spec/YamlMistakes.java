package io.github.beamwatch.pipelines.spec;

import java.util.Locale;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** The YAML parser's complaints in words that say what to do. */
final class YamlMistakes {

  private YamlMistakes() {}

  static String sentence(MarkedYAMLException e) {
    String problem = e.getProblem() == null ? "" : e.getProblem();
    if (problem.contains("\\t(TAB)") || problem.contains("'\\t'")) {
      return "a tab cannot stand here in YAML; indent with spaces";
    }
    if (problem.contains("mapping values are not allowed here")) {
      return "a ':' cannot stand here; indent the line like its neighbours, or put the text into"
          + " quotes";
    }
    if (problem.contains("another document")) {
      return "a second document begins here; a spec is one document";
    }
    if (problem.contains("undefined alias")) {
      return "there is " + problem.replace("found undefined alias", "no anchor").strip();
    }
    if (problem.contains("expected <block end>")) {
      return "this line does not belong to the lines above; indent it like its neighbours, or put a"
          + " text that begins with a quote, '{' or '[' into quotes as a whole";
    }
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    return "is not YAML: " + context + problem;
  }

  static String sentence(ReaderException e) {
    return String.format(
        Locale.ROOT, "the character U+%04X is not allowed in YAML; remove it", e.getCodePoint());
  }

  static String sentence(YAMLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("aliases")) {
      return "uses its anchors too often: more than 50 uses of mappings or lists";
    }
    if (message.toLowerCase(Locale.ROOT).contains("nesting depth")) {
      return "is nested more than 50 levels deep";
    }
    return "is not YAML: " + message.lines().findFirst().orElse("");
  }
}
