package io.github.beamwatch.pipelines.spec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
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
    if (problem.contains("undefined alias") || context(e).contains("scanning an alias")) {
      return "a '*' at the beginning stands for an anchor, and there is none of this name; put a text"
          + " that begins with '*' into quotes";
    }
    if (problem.contains("cannot start any token")) {
      return "a text cannot begin with this character; put it into quotes";
    }
    if (problem.contains("unexpected end of stream") && context(e).contains("quoted")) {
      return "the quote that opens" + line(e) + " is never closed";
    }
    if (problem.contains("expected ',' or")) {
      return "the '"
          + (context(e).contains("sequence") ? '[' : '{')
          + "' that opens"
          + line(e)
          + " is not closed, or a ',' is missing before this";
    }
    if (problem.contains("Global tag is not allowed")) {
      return "a tag such as !!name has no meaning in a spec; remove it";
    }
    if (context(e).contains("simple key")) {
      return "a ':' is missing behind this key; write key: value";
    }
    if (problem.contains("expected the node content")) {
      return "a value is missing here; a text that begins with such a character needs quotes";
    }
    if (problem.contains("sequence entries are not allowed")) {
      return "a '- ' cannot stand here; begin a list on a line of its own, indented more than its key";
    }
    if (problem.contains("expected <block end>") || problem.contains("<document start>")) {
      return "this line does not belong to the lines above; indent it like its neighbours, or put a"
          + " text that begins with a quote, '{' or '[' into quotes as a whole";
    }
    return "is not YAML: " + (context(e).isEmpty() ? "" : context(e) + ": ") + problem;
  }

  /** Where to look: mostly where the parser gave up, but for a lone key where that begins. */
  static @Nullable Mark mark(MarkedYAMLException e) {
    Mark problem = e.getProblemMark();
    return problem == null || context(e).contains("simple key") ? e.getContextMark() : problem;
  }

  private static String context(MarkedYAMLException e) {
    return e.getContext() == null ? "" : e.getContext();
  }

  private static String line(MarkedYAMLException e) {
    return e.getContextMark() == null ? "" : " on line " + (e.getContextMark().getLine() + 1);
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
