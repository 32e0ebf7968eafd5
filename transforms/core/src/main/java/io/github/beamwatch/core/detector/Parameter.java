package io.github.beamwatch.core.detector;

import java.io.Serializable;

/**
 * A number that a user may set on a detector.
 *
 * @param name as it is written in specs: the field's usual word, such as {@code alpha}
 * @param byDefault its value where it is not set
 * @param min the least that is allowed
 * @param max the greatest that is allowed
 * @param meaning what it does, with its unit: one sentence for the documentation
 */
public record Parameter(String name, double byDefault, double min, double max, String meaning)
    implements Serializable {}
