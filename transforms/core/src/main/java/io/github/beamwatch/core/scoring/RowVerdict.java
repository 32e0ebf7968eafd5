package io.github.beamwatch.core.scoring;

import io.github.beamwatch.core.detect.Verdict.Kind;

/**
 * What was said of a row.
 *
 * @param kind the verdict
 * @param score the detector's score; NaN where there is none
 * @param expected what the detector expected; NaN where it expected nothing in particular
 */
public record RowVerdict(Kind kind, double score, double expected) {

  static RowVerdict without(Kind kind) {
    return new RowVerdict(kind, Double.NaN, Double.NaN);
  }
}
