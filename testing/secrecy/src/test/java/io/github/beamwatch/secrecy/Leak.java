package io.github.beamwatch.secrecy;

import java.nio.file.Path;

/**
 * A secret where none may be.
 *
 * @param file which holds it
 * @param line from 1
 * @param kind what it looks like
 */
record Leak(Path file, int line, String kind) {

  /** Without the secret itself: this is an output too. */
  @Override
  public String toString() {
    return file + ":" + line + " (" + kind + ")";
  }
}
