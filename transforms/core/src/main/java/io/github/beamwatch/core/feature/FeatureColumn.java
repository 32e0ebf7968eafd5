package io.github.beamwatch.core.feature;

import java.io.Serializable;

/**
 * What is done to a feature before a model sees it.
 *
 * @param name of the feature
 * @param missing what a missing value becomes
 * @param constant it becomes this where {@code missing} says so
 * @param scaling how it is scaled then
 */
public record FeatureColumn(String name, Missing missing, double constant, Scaling scaling)
    implements Serializable {

  /** As it is, and the median where it is missing. */
  public static FeatureColumn plain(String name) {
    return new FeatureColumn(name, Missing.MEDIAN, 0.0, Scaling.NONE);
  }

  /** What is done where a value is missing. */
  public enum Missing {
    /** The row is left out. */
    DROP,
    /** A constant is taken. */
    CONSTANT,
    /** The median of the values that were there when the model was trained is taken. */
    MEDIAN,
    /** It stays missing: for a model that knows what that means. */
    KEEP
  }

  /** On which scale a model sees values. */
  public enum Scaling {
    /** As they are. */
    NONE,
    /** In standard deviations from the mean. */
    STANDARD,
    /** In interquartile ranges from the median. */
    ROBUST,
    /** The logarithm of one more than the size, with the sign: for amounts and counts. */
    LOG
  }
}
