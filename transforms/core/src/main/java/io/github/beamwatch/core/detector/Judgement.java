package io.github.beamwatch.core.detector;

/**
 * What a {@link SeriesDetector} says of one sample.
 *
 * @param kind the verdict
 * @param score what the detector said; without any number unless the kind is {@code NORMAL} or
 *     {@code ANOMALY}
 */
public record Judgement(Kind kind, Score score) {

  /** Verdicts on one sample. */
  public enum Kind {
    /** The score is below the threshold. */
    NORMAL,
    /** The score is at the threshold or above it. */
    ANOMALY,
    /** Not enough is known yet. */
    WARMUP,
    /** A value is missing (NaN). */
    NO_DATA,
    /** A value is infinite, or of a magnitude beyond {@link Sample#MAX_MAGNITUDE}. */
    ERROR
  }
}
