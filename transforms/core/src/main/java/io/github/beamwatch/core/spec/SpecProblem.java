package io.github.beamwatch.core.spec;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a spec.
 *
 * @param path where, as a JSON pointer such as {@code /detect/0/metric}
 * @param sentence what is wrong and what is allowed; {@code {}} stands for the value
 * @param value what was found, as a message shows it; kept apart from the sentence so that a value
 *     which came out of the environment, and may be a secret, can be left out. Null where the
 *     sentence shows none
 */
public record SpecProblem(String path, String sentence, @Nullable String value) {

  /** What the sentence shows the value as. */
  private static final String PLACEHOLDER = "{}";

  private static final int LONGEST_SHOWN = 120;

  /** A problem whose sentence shows no value. */
  public SpecProblem(String path, String sentence) {
    this(path, sentence, null);
  }

  /** A problem of this value: text is quoted and cut when it is long, a number shown as it is. */
  public static SpecProblem of(String path, String sentence, Object value) {
    return new SpecProblem(path, sentence, shown(value));
  }

  /** The whole sentence. */
  public String message() {
    return value == null ? sentence : sentence.replace(PLACEHOLDER, value);
  }

  /** The sentence without the value, for one that must not be shown. */
  public String messageNaming(String substitute) {
    return value == null ? sentence : sentence.replace(PLACEHOLDER, substitute);
  }

  private static String shown(Object value) {
    if (value instanceof Number) {
      String digits = value.toString();
      return digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    }
    return value instanceof Duration duration
        ? DurationText.format(duration)
        : quoted(value.toString());
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      if (i == LONGEST_SHOWN) {
        out.append('…');
        break;
      }
      char c = text.charAt(i);
      out.append(Character.isISOControl(c) ? ' ' : c);
    }
    return out.append('\'').toString();
  }
}
