package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.UserException;

/** The value of {@code --delimiter}. */
final class Delimiter {
  private Delimiter() {}

  /**
   * The character.
   *
   * @throws UserException where it cannot separate fields
   */
  static char of(String word) {
    String character = word.equals("tab") || word.equals("\\t") ? "\t" : word;
    if (character.length() != 1 || character.charAt(0) > 127 || "\"\r\n".contains(character)) {
      throw new UserException(
          "--delimiter='%s': one character is expected, such as ';', or tab".formatted(word));
    }
    return character.charAt(0);
  }
}
