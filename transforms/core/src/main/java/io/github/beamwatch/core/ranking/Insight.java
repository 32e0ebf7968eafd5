package io.github.beamwatch.core.ranking;

import java.io.Serializable;

/**
 * How the top of a ranking differs from everybody in one value of one dimension, such as hour 3 of
 * the day.
 *
 * @param dimension {@code hour}, {@code weekday}, the name of a column such as {@code country}, or
 *     of an attribute of entities
 * @param value such as {@code 3}, {@code saturday} or {@code DE}
 * @param topShare of the top, 0 to 1: the mean over entities of the share of their events
 * @param populationShare of everybody, in the same way
 * @param lift the first over the second; NaN where nobody has it
 * @param pValue how probable a difference so large is by chance, corrected for the number of values
 *     that were looked at
 */
public record Insight(
    String dimension,
    String value,
    double topShare,
    double populationShare,
    double lift,
    double pValue)
    implements Serializable {}
